import type { Candidate } from '../candidate.js'
import type { Preference, Score } from '../preference.js'

/**
 * Those with the lowest score; ties stay.
 *
 * @example
 * ```ts
 * import { definePolicy, emptySnapshot, lowest, select } from '@router/core'
 * const cheapest = lowest('cheapest', ({ labels }) => Number(labels['price']))
 * const policy = definePolicy(
 *   {
 *     providers: { a: { models: { m: { labels: { price: 3 } } } }, b: { models: { m: { labels: { price: 2 } } } } },
 *     aliases: { fast: { targets: ['a/m', 'b/m'], strategy: ['cheapest', 'round-robin'] } },
 *   },
 *   { strategies: { cheapest } },
 * )
 * const decision = select(policy, emptySnapshot, { id: 'r1', model: 'fast' }, 0)
 * if (decision.type === 'use') console.log(decision.target.provider) // → b
 * ```
 */
export function lowest(name: string, score: Score): Preference {
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
