import { hashOf } from '../../lib/hash.js'
import type { Preference } from '../preference.js'
import { waitOf } from './rendezvous.js'

/**
 * So many candidates, drawn by the request's id with their shares by weight (rule 11). `[sample(2), leastBusy]` is the
 * power of two choices.
 *
 * @example
 * ```ts
 * import { definePolicy, emptySnapshot, explain } from '@router/core'
 * const policy = definePolicy({
 *   providers: { a: { models: ['l', 'm', 'n'] } },
 *   aliases: { fast: { targets: ['a/l', 'a/m', 'a/n'], strategy: [{ sample: 2 }, 'least-busy'] } },
 * })
 * const { tiers } = explain(policy, emptySnapshot, { id: 'r1', model: 'fast' }, 0)
 * console.log(tiers[0]?.narrowed[0]?.kept.length) // → 2
 * ```
 */
export function sample(size: number): Preference {
  return {
    name: `sample ${size}`,
    drawnFrom,
    narrow(candidates, context) {
      // Not the draw of `random`, which is to choose freely among those who are left.
      const key = hashOf(`sample ${drawnFrom(context)}`)
      const waits = Float64Array.from(candidates, (candidate) => waitOf(candidate, key))
      const longest = waits.toSorted()[size - 1] ?? Number.POSITIVE_INFINITY
      return candidates.filter((_, index) => (waits[index] ?? 0) <= longest)
    },
  }
}

const drawnFrom: NonNullable<Preference['drawnFrom']> = ({ request }) => request.id
