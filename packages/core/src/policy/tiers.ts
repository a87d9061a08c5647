import { grouped } from '../lib/grouped.js'
import type { Member } from '../strategy/member.js'
import type { Strategy } from '../strategy/preference.js'
import type { Tier } from './policy.js'

/** A target's place in the order of a name: compared rank by rank, so that every kind of preference is one mechanism. */
export interface Place extends Omit<Member, 'order'> {
  readonly ranks: readonly number[]
}

/** Places of equal rank form a tier; ranks are compared left to right, and equal ones keep declared order. */
export function tiersOf(name: string, places: readonly Place[], strategy: Strategy): readonly Tier[] {
  const sorted = places.toSorted((a, b) => compareRanks(a.ranks, b.ranks))
  return [...grouped(sorted, ({ ranks }) => ranks.join()).values()].map((tier) => ({
    name,
    strategy,
    members: tier.map(memberAt),
  }))
}

/** A target counts once, where it stands first; a tier that is left empty is none (rule 3). */
export function withoutRepeats(tiers: readonly Tier[]): readonly Tier[] {
  const seen = new Set<string>()
  const isNew = ({ target: { id } }: Member): boolean => !seen.has(id) && seen.add(id) !== undefined
  return tiers
    .map((tier) => ({
      ...tier,
      members: tier.members.filter(isNew).map(memberAt),
    }))
    .filter(({ members }) => members.length > 0)
}

// Field by field: there is one of these for each place of each target, and a policy may have many.
const memberAt = ({ target, weight, labels, hash, scopes }: Omit<Member, 'order'>, order: number): Member => ({
  target,
  order,
  weight,
  labels,
  hash,
  scopes,
})

function compareRanks(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((rank, index) => rank !== b[index])
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0)
}
