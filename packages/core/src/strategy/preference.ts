import type { Candidate } from './candidate.js'
import type { Context } from './requirement.js'

/**
 * One step of a strategy: keeps the candidates it likes best, in their order. It may only narrow. One that keeps nobody
 * had no opinion, so a preference can never cause an outage. Pure: what it needs to remember is in the candidates.
 */
export interface Preference {
  readonly name: string
  readonly narrow: (candidates: readonly Candidate[], context: Context) => readonly Candidate[]
}

/** How to choose inside a tier: preferences in order; the last tie falls to declared order. The empty list is fill-first (rule 9). */
export type Strategy = readonly Preference[]

/**
 * The preference for the lowest score; ties stay.
 *
 * @example
 * ```ts
 * import { lowest } from '@router/core'
 * const cheapest = lowest('cheapest', ({ labels }) => Number(labels['price'] ?? Infinity))
 * console.log(cheapest.name) // → cheapest
 * ```
 */
export function lowest(name: string, score: (candidate: Candidate, context: Context) => number): Preference {
  return {
    name,
    narrow(candidates, context) {
      let best = Number.POSITIVE_INFINITY
      let kept: Candidate[] = []
      for (const candidate of candidates) {
        const its = score(candidate, context)
        if (its < best) {
          best = its
          kept = [candidate]
        } else if (its === best) kept.push(candidate)
      }
      return kept
    },
  }
}
