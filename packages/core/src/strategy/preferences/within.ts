import type { Preference, Score } from '../preference.js'

/**
 * All whose score is at most `slack` above the lowest, as a share of it. No order of candidates can say that, and whoever
 * is left can be narrowed further.
 *
 * @example
 * ```ts
 * import { definePolicy, leastBusy, within } from '@router/core'
 * const cheapEnough = within(0.2, ({ labels }) => Number(labels['price']))
 * const policy = definePolicy(
 *   { providers: { a: {} }, aliases: { fast: { targets: ['a/m'], strategy: 'thrifty' } } },
 *   { strategies: { thrifty: [cheapEnough, leastBusy] } },
 * )
 * console.log(policy.aliases.get('fast')?.tiers[0]?.strategy.map(({ name }) => name).join(', ')) // → within 0.2, least-busy
 * ```
 */
export function within(slack: number, score: Score): Preference {
  return {
    name: `within ${slack}`,
    narrow(candidates, context) {
      const scores = candidates.map((candidate) => orLast(score(candidate, context)))
      const best = scores.reduce((least, its) => Math.min(least, its), Number.POSITIVE_INFINITY)
      const limit = best + Math.abs(best) * slack
      return candidates.filter((_, index) => (scores[index] ?? Number.NaN) <= limit)
    },
  }
}

const orLast = (score: number): number => (Number.isNaN(score) ? Number.POSITIVE_INFINITY : score)
