import config from '../vitest.config.js'

// The tests by which the mutants of a folder are judged; not the page that repeats the tables, which would notice every
// change in them, and not those that take the time, since mutants are watched.
const folder = process.env['MUTATED'] ?? 'failure'
const besides = { failure: ['packages/testing/test/score*.test.ts'] }

export default {
  ...config,
  test: {
    include: [`packages/core/test/${folder}/**/*.test.ts`, ...(folder === 'failure' ? besides.failure : [])],
    exclude: ['**/vendors-page.test.ts', '**/classify-is-linear.test.ts', '**/node_modules/**'],
    testTimeout: 120_000,
    // Properties are tried less often: a mutant that survives is looked at by hand.
    env: { LAW_RUNS: '25' },
  },
}
