import { type Policy, type RouteRequest, reduce, type Snapshot, type Target } from '@router/core'
import { cooled, failureAt, fleetOf, spreadShare } from './fleet.js'

/** What an operation is measured in. */
export interface Scene {
  readonly size: number
  readonly policy: Policy
  readonly targets: readonly Target[]
  readonly snapshot: Snapshot
  /** The same snapshot after one more failure each: what a decision right after a change is asked of. */
  readonly changed: readonly Snapshot[]
}

/** The moment of every question, and the end of every cooldown. */
export const now = 1_000
export const later = 1_000_000
export const request: RouteRequest = { id: 'request-1', model: 'fast' }

/** A fleet of `size` targets, `members` of them behind the alias, of which, as of the fleet, `share` cool. */
export function sceneOf(size: number, members: number, share: number): Scene {
  const policy = fleetOf(size, members)
  const targets = [...policy.targets.values()]
  const cooling = [...spreadShare(targets.slice(0, members), share), ...spreadShare(targets.slice(members), share)]
  const snapshot = cooled(policy, cooling, later)
  const usable = targets.slice(0, members)
  const changed = Array.from({ length: 64 }, (_, index) => {
    const target = usable[index % usable.length]
    return target === undefined ? snapshot : reduce(policy, snapshot, failureAt(target, 2 + index, 3 + index))
  })
  return { size, policy, targets, snapshot, changed }
}
