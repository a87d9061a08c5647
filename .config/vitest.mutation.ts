import config from '../vitest.config.js'

// The tests that judge the mutants of a folder of core, as packages/test/mutation.ts asks for them. The quick suite is the
// folder's own tests. The full suite is every test of core but the longest: the contracts of @router/testing, what goes
// through every history, and events without end. Neither has the page that repeats the tables, which would notice every
// change in them, nor what measures time, since mutants are watched.
const folder = process.env['MUTATED'] ?? 'failure'
const isFull = process.env['MUTATION_SUITE'] === 'full'
const own: Readonly<Record<string, readonly string[]>> = {
  failure: ['packages/core/test/failure/**/*', 'packages/testing/test/score*'],
  wire: [
    'packages/core/test/wire/*',
    'packages/core/test/failure/{reading,says-error}',
    'packages/core/test/laws/{a-stream,an-event}-*',
  ],
  words: ['packages/core/test/{snapshot,policy,execution}/**/*'],
}
const every = ['packages/core/test/**/*', 'packages/testing/test/score*']
const places = isFull ? every : (own[folder] ?? [`packages/core/test/${folder}/**/*`])
const longest = ['contracts/*', 'small-pools-*', 'an-event-without-end-*']
const leftOut = ['vendors-page', 'classify-is-linear', ...(isFull ? longest : [])]

export default {
  ...config,
  test: {
    include: places.map((place) => `${place}.test.ts`),
    exclude: [...leftOut.map((place) => `**/${place}.test.ts`), '**/node_modules/**'],
    testTimeout: 120_000,
    // Files share what they import: loading it anew for each file and mutant would cost more than the tests.
    isolate: false,
    // How often a law is tried: seldom, for there are many and each mutant that survives meets them all.
    env: { LAW_RUNS: isFull ? '12' : '25' },
  },
}
