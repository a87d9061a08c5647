import { emptyHealth, type Health } from './health.js'
import { emptyTraffic, type Traffic } from './traffic.js'

/**
 * Everything we know, immutable and structurally shared. Opaque: read it with `healthOf`, `inspect`, `select` and
 * `explain`, change it with `reduce`.
 */
export interface Snapshot {
  /** Slow, shared, merges, is JSON. */
  readonly health: Health
  /** Fast, local, forgotten. */
  readonly traffic: Traffic
  /**
   * The scopes that the policy names, once one has been announced by `policy-changed`: requests that began with an
   * earlier policy end under it, and what they report of others must not bring these back (rule 21).
   */
  readonly scopes?: ReadonlySet<string>
}

/** What a router knows at birth. */
export const emptySnapshot: Snapshot = { health: emptyHealth, traffic: emptyTraffic }

/**
 * The half worth keeping and sharing: merge it, publish what changed of it, write it down with `toJson`. Costs nothing.
 *
 * @example
 * ```ts
 * import { emptySnapshot, fromJson, healthOf, reduce, toJson, definePolicy } from '@router/core'
 * const policy = definePolicy({ providers: { openai: { models: ['gpt-4o'] } } })
 * const kept = JSON.stringify(toJson(healthOf(emptySnapshot)))
 * const read = fromJson(kept)
 * const snapshot = 'health' in read ? reduce(policy, emptySnapshot, { type: 'health-heard', health: read.health }) : emptySnapshot
 * console.log(healthOf(snapshot) === healthOf(emptySnapshot)) // → true
 * ```
 */
export function healthOf(snapshot: Snapshot): Health {
  return snapshot.health
}
