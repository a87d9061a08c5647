import { grouped } from '../lib/grouped.js'
import { ListInStep } from '../lib/list-in-step.js'
import { madeOnce } from '../lib/made-once.js'
import { valueAt } from '../lib/persistent-map.js'
import type { Tier } from '../policy/policy.js'
import type { Held } from '../snapshot/held.js'
import type { Turn } from '../snapshot/turns.js'
import { clean, type Standing, standingOf } from './standing.js'

/** What is known of the members of one tier, in their order. */
export interface KnownMembers {
  /** What is held against each, by health. */
  readonly standings: ListInStep<Held, Standing>
  /** The latest turn of each, by the turns under the tier's name. */
  readonly turns: ListInStep<Turn, Turn | undefined>
}

/**
 * What is known of a tier's members. Decisions come with every request, and between two of them little is learnt: so it is
 * looked up once, and then again only for whom something has changed.
 */
export const knownMembers: (tier: Tier) => KnownMembers = madeOnce(firstLook)

function firstLook({ members }: Tier): KnownMembers {
  const byScope = members.flatMap(({ scopes }, place) => scopes.map(({ key }) => [key, place] as const))
  const byTarget = members.map(({ target }, place) => [target.id, place] as const)
  return {
    standings: new ListInStep<Held, Standing>(
      members.map(() => clean),
      placesOf(byScope),
      (held, place) => standingOf(held, members[place]?.scopes ?? []),
    ),
    turns: new ListInStep<Turn, Turn | undefined>(
      members.map(() => undefined),
      placesOf(byTarget),
      (turns, place) => valueAt(turns, members[place]?.target.id ?? '', members[place]?.hash),
    ),
  }
}

const placesOf = (places: readonly (readonly [string, number])[]): ReadonlyMap<string, readonly number[]> =>
  new Map([...grouped(places, ([key]) => key)].map(([key, each]) => [key, each.map(([, place]) => place)]))
