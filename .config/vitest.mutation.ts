import config from '../vitest.config.js'

// The tests by which the mutants of a folder are judged: its own where it has some, and else the laws and the lives, whom
// every other folder serves. Not the page that repeats the tables, which would notice every change in them, and not what
// measures time, since mutants are watched.
const folder = process.env['MUTATED'] ?? 'failure'
const own: Readonly<Record<string, readonly string[]>> = {
  failure: ['packages/core/test/failure/**/*', 'packages/testing/test/score*'],
  policy: ['packages/core/test/policy/**/*'],
  wire: [
    'packages/core/test/wire/*',
    'packages/core/test/failure/{reading,says-error}',
    'packages/core/test/laws/{a-stream,an-event}-*',
  ],
}
const places = own[folder] ?? ['packages/core/test/{laws,transcripts,decision,strategy,contracts}/**/*']

export default {
  ...config,
  test: {
    include: places.map((place) => `${place}.test.ts`),
    exclude: ['**/vendors-page.test.ts', '**/classify-is-linear.test.ts', '**/node_modules/**'],
    testTimeout: 120_000,
    // Properties are tried less often: a mutant that survives is looked at by hand.
    env: { LAW_RUNS: own[folder] === undefined ? '8' : '25' },
  },
}
