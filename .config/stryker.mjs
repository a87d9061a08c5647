// How core is mutated; what, and by which tests it is judged, say packages/test/mutation.ts and vitest.mutation.ts. What is
// evaluated once, when a module is loaded, is mutated with MUTATE_STATIC=1 only: it costs a run of all tests each.
export default {
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  vitest: { configFile: '.config/vitest.mutation.ts', related: false },
  ignorePatterns: ['**/dist'],
  ignoreStatic: process.env['MUTATE_STATIC'] !== '1',
  coverageAnalysis: 'perTest',
  concurrency: 2,
  timeoutMS: 8_000,
  // A mutant that no longer ends shall not take the memory of everybody.
  testRunnerNodeArgs: ['--max-old-space-size=1000'],
  // The script prints what survives; the JSON says which tests looked at it.
  reporters: ['progress-append-only', 'json'],
  logLevel: 'warn',
  // The score is the script's to judge: of all folders together.
  thresholds: { high: 95, low: 90, break: null },
}
