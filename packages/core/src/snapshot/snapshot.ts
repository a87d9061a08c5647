import { emptyHealth, type Health } from './health.js'
import { type HealthJson, healthToJson } from './health-json.js'
import { emptyTraffic, type Traffic } from './traffic.js'

/**
 * Everything we know, immutable and structurally shared. Opaque: read it with `healthOf`, `select` and `explain`, change
 * it with `reduce`.
 */
export interface Snapshot {
  /** Slow, shared, merges, is JSON. */
  readonly health: Health
  /** Fast, local, forgotten. */
  readonly traffic: Traffic
}

/** What a router knows at birth. */
export const emptySnapshot: Snapshot = { health: emptyHealth, traffic: emptyTraffic }

/**
 * The half worth keeping and sharing, as JSON.
 *
 * @example
 * ```ts
 * import { emptySnapshot, healthOf } from '@router/core'
 * console.log(JSON.stringify(healthOf(emptySnapshot))) // → {"version":1,"entries":[]}
 * ```
 */
export function healthOf(snapshot: Snapshot): HealthJson {
  return healthToJson(snapshot.health)
}
