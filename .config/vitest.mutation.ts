import config from '../vitest.config.js'

// The tests that judge the mutants of a folder of core, as packages/test/mutation.ts asks for them. The quick suite is the
// folder's own tests where it has some, and else the laws and the lives, whom every other folder serves, but for those
// that take seconds. The full suite is every test of core. Neither has the page that repeats the tables, which would notice
// every change in them, and what measures time, since mutants are watched.
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
const lives = ['packages/core/test/{laws,transcripts,snapshot,decision,execution,strategy,policy,lib}/**/*']
const places = isFull ? ['packages/core/test/**/*', 'packages/testing/test/score*'] : (own[folder] ?? lives)
const slow = ['small-pools-*', 'sample-keeps-*', 'an-event-without-end-*', 'a-long-hint-*']
const leftOut = ['vendors-page', 'classify-is-linear', ...(isFull || folder in own ? [] : slow)]

export default {
  ...config,
  test: {
    include: places.map((place) => `${place}.test.ts`),
    exclude: [...leftOut.map((name) => `**/${name}.test.ts`), '**/node_modules/**'],
    testTimeout: 120_000,
    // Files share what they import: loading it anew for each file and mutant would cost more than the tests.
    isolate: false,
    // How often a law is tried: often enough for the mutants that matter to it, and seldom enough for thousands of them.
    env: { LAW_RUNS: isFull ? '12' : folder in own ? '25' : '4' },
  },
}
