import { drawOf } from '../../lib/draw.js'
import { hashOf } from '../../lib/hash.js'
import type { Candidate } from '../candidate.js'
import type { Preference } from '../preference.js'
import type { Context } from '../requirement.js'
import { lowest } from './lowest.js'

/**
 * The preference for whom a key's draw falls on: weighted rendezvous hashing. Over many keys each candidate gets exactly
 * its share; one key always gets the same candidate, in every process, with no table and no expiry; and when that one
 * cools, only the keys it had move on (rule 11).
 *
 * @example
 * ```ts
 * import { definePolicy, rendezvous } from '@router/core'
 * const byTenant = rendezvous('by tenant', ({ request }) => request.session?.split(':')[0] ?? request.id)
 * const policy = definePolicy(
 *   { providers: { a: {} }, aliases: { fast: { targets: ['a/m'], strategy: 'by tenant' } } },
 *   { strategies: { 'by tenant': byTenant } },
 * )
 * console.log(policy.aliases.get('fast')?.tiers[0]?.strategy.length) // → 1
 * ```
 */
export function rendezvous(name: string, drawnFrom: (context: Context) => string): Preference {
  return {
    name,
    drawnFrom,
    narrow(candidates, context) {
      const key = hashOf(drawnFrom(context))
      return lowest(name, (candidate) => waitOf(candidate, key)).narrow(candidates, context)
    },
  }
}

/** A draw as a waiting time that is the shorter the larger the share: whoever waits least is drawn with exactly its share. */
export const waitOf = ({ hash, weight }: Candidate, key: number): number => -Math.log(drawOf(key, hash)) / weight
