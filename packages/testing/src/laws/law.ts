import * as fc from 'fast-check'

/** A promise and the check that holds it to account: rejects or throws where the promise is broken. For any test runner. */
export interface Law {
  /** A sentence. */
  readonly name: string
  readonly check: () => Promise<void>
}

/** How hard laws are tried. */
export interface LawOptions {
  /** How many lives are made up for each law; 200 by default. */
  readonly runs?: number
  /** Which lives: the same seed makes up the same ones; 1 by default. */
  readonly seed?: number
  /** Only this one of them: the path that a failure was found on. */
  readonly path?: string
}

/** What a check throws where the law is broken: the text for people. */
export class Broken extends Error {
  override readonly name = 'Broken'
}

/** Fails with this text unless it holds. */
export function expectThat(holds: boolean, otherwise: string | (() => string)): void {
  if (!holds) throw new Broken(typeof otherwise === 'string' ? otherwise : otherwise())
}

/** A law that must hold for whatever `arbitrary` makes up. A failure is told for the smallest that was found, as text. */
export function lawOf<T>(
  name: string,
  arbitrary: fc.Arbitrary<T>,
  holds: (value: T) => void | Promise<void>,
  { runs = 200, seed = 1, path }: LawOptions = {},
): Law {
  return {
    name,
    check: async () => {
      const property = fc.asyncProperty(arbitrary, async (value) => void (await holds(value)))
      const details = await fc.check(property, { numRuns: runs, seed, ...(path === undefined ? {} : { path }) })
      if (details.failed) throw new Error(failureText(name, details))
    },
  }
}

/** A law that one case decides. It is told as the others are. */
export function lawOfOne(name: string, holds: () => void | Promise<void>): Law {
  return {
    name,
    check: async () => {
      try {
        await holds()
      } catch (error) {
        throw new Error(`broken: ${name}\n\n${error instanceof Broken ? error.message : whatWas(error)}`)
      }
    },
  }
}

function failureText<T>(name: string, details: fc.RunDetails<T>): string {
  const { errorInstance: error, seed, counterexamplePath, numRuns, numShrinks } = details
  const told = error instanceof Broken ? error.message : unexpected(error, details)
  const found = `found in run ${numRuns}, made smaller ${numShrinks} times: { seed: ${seed}, path: '${counterexamplePath}' }`
  return `broken: ${name}\n\n${told}\n\n${found}`
}

const unexpected = <T>(error: unknown, { counterexample }: fc.RunDetails<T>): string =>
  `${whatWas(error)}\n\nwith ${fc.stringify(counterexample)}`

const whatWas = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error))

/**
 * Checks laws without a test runner: what is told of each that is broken, in order; nothing where all hold.
 *
 * @example
 * ```ts
 * import type { Preference } from '@router/core'
 * import { brokenLaws, strategyLaws } from '@router/testing'
 * const byChance: Preference = { name: 'by-chance', narrow: (candidates) => candidates.slice(Math.random()) }
 * const [told] = await brokenLaws(strategyLaws(byChance))
 * console.log(told?.split('\n')[0]) // → broken: 'by-chance' reads no clock and draws no lots
 * ```
 */
export async function brokenLaws(laws: readonly Law[]): Promise<readonly string[]> {
  const told: string[] = []
  for (const { check } of laws)
    await check().catch((error: unknown) => told.push(error instanceof Error ? error.message : String(error)))
  return told
}
