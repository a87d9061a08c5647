import { join } from 'node:path'
import { startVitest } from 'vitest/node'
import config from '../../../vitest.config.js'
import { root } from '../sources.js'
import type { Mutant } from './mutants.js'
import { lawPath, mutated } from './mutated.js'

/** What became of a law: whether all its tests held, and the names of those that did not. */
export interface Outcome {
  readonly holds: boolean
  readonly failed: readonly string[]
  /** What went wrong before any test could fail. */
  readonly errors: readonly string[]
}

/**
 * Puts laws to the test, each property so many times, with a mutant if one is given: planted where the file is loaded, so
 * that the tree stays as it is.
 */
export async function runLaws(laws: readonly string[], runs: number, mutant?: Mutant): Promise<Outcome> {
  // The laws read it themselves, in whichever process they run.
  process.env['LAW_RUNS'] = String(runs)
  const planted = mutant && join(root, 'packages/core/src', mutant.file)
  const vitest = await startVitest(
    'test',
    laws.map(lawPath),
    { config: false, root, watch: false, reporters: [{}], isolate: false, testTimeout: 120_000 },
    {
      resolve: config.resolve ?? {},
      plugins: [
        {
          name: 'mutant',
          enforce: 'pre',
          transform: (code, id) => (mutant !== undefined && id === planted ? mutated(mutant, code) : undefined),
        },
      ],
      test: { include: laws.map(lawPath), setupFiles: [join(root, 'packages/test/mutants/no-shrinking.ts')] },
    },
  )
  const modules = vitest.state.getTestModules()
  const outcome = {
    holds: modules.length === laws.length && modules.every((module) => module.ok()),
    failed: modules.flatMap((module) => [...module.children.allTests('failed')].map(({ name }) => name)),
    errors: modules.flatMap((module) => module.errors().map(({ message }) => message)),
  }
  await vitest.close()
  return outcome
}
