import config from '../vitest.config.js'

// The tests that judge the mutants of a folder of core, as packages/test/mutation.ts asks for them. The quick suite is the
// folder's own tests where these are enough, and else all that look at what core decides, learns and does, but for what
// takes seconds. The full suite is every test of core but the longest: the contracts of @router/testing, and what goes
// through every history. Neither has the page that repeats the tables, which would notice every change in them, nor what
// measures time, since mutants are watched.
const folder = process.env['MUTATED'] ?? 'failure'
const isFull = process.env['MUTATION_SUITE'] === 'full'
const own: Readonly<Record<string, readonly string[]>> = {
  failure: ['packages/core/test/failure/**/*', 'packages/testing/test/score*'],
  policy: ['packages/core/test/policy/**/*'],
  wire: [
    'packages/core/test/wire/*',
    'packages/core/test/failure/{reading,says-error}',
    'packages/core/test/laws/{a-stream,an-event}-*',
  ],
}
const common = ['packages/core/test/{laws,transcripts,snapshot,decision,execution,strategy,policy,lib}/**/*']
const every = ['packages/core/test/**/*', 'packages/testing/test/score*']
const places = isFull ? every : (own[folder] ?? common)
const leftOut = ['vendors-page', 'classify-is-linear']
if (isFull || !(folder in own)) leftOut.push('contracts/*', 'small-pools-*', 'an-event-without-end-*')
if (!isFull && !(folder in own)) leftOut.push('sample-keeps-*', 'a-long-hint-*')

export default {
  ...config,
  test: {
    include: places.map((place) => `${place}.test.ts`),
    exclude: [...leftOut.map((place) => `**/${place}.test.ts`), '**/node_modules/**'],
    testTimeout: 120_000,
    // Files share what they import: loading it anew for each file and mutant would cost more than the tests.
    isolate: false,
    // How often a law is tried: often enough for the mutants that matter to it, and seldom enough for thousands of them.
    env: { LAW_RUNS: isFull ? '12' : folder in own ? '25' : '4' },
  },
}
