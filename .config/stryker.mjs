// Mutates one folder of core, MUTATED or else failure; which tests judge it says vitest.mutation.ts. What is evaluated
// once, when a module is loaded, is mutated with MUTATE_STATIC=1 only: it costs a run of all tests each.
const folder = process.env['MUTATED'] ?? 'failure'

export default {
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  vitest: { configFile: '.config/vitest.mutation.ts', related: false },
  mutate: [`packages/core/src/${folder}/**/*.ts`],
  ignorePatterns: ['**/dist'],
  ignoreStatic: process.env['MUTATE_STATIC'] !== '1',
  coverageAnalysis: 'perTest',
  concurrency: 2,
  timeoutMS: 8_000,
  // A mutant that no longer ends shall not take the memory of everybody.
  testRunnerNodeArgs: ['--max-old-space-size=1000'],
  reporters: ['clear-text', 'progress-append-only', 'json'],
  jsonReporter: { fileName: `reports/${folder}.json` },
  clearTextReporter: { allowColor: false, logTests: false },
  thresholds: { high: 95, low: 90, break: 90 },
}
