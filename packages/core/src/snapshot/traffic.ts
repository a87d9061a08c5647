import { emptyMap, type PersistentMap, valueAt, withoutKey, withValue } from '../lib/persistent-map.js'
import { accountOf, type TargetId } from '../words/names.js'
import type { Latency } from './latency.js'
import type { Lease } from './leases.js'
import { noTurns, type Turns, withTurn } from './turns.js'

/** What is going on right now: fast, local, worthless after a restart. Every law holds from an empty one. */
export interface Traffic {
  /** How many picks there have been; each pick takes the next number. */
  readonly picks: number
  /** By the name that was picked for. */
  readonly turns: PersistentMap<Turns>
  /** The number of a target's latest pick, whatever it was picked for. */
  readonly lastPicks: PersistentMap<number>
  /** How often each target has been picked under any name. */
  readonly picked: PersistentMap<number>
  readonly latencies: PersistentMap<Latency>
  /** Attempts under way, by target and by `provider/credential`: names that outlive policies, so what sets out always ends. */
  readonly inFlight: PersistentMap<number>
  /** Who tries a scope after its cooldown, by scope name (rule 20). */
  readonly leases: PersistentMap<Lease>
  /** Retry tokens in thousandths; absent: full. */
  readonly tokens?: number
}

/** Nothing going on. */
export const emptyTraffic: Traffic = {
  picks: 0,
  turns: emptyMap(),
  lastPicks: emptyMap(),
  picked: emptyMap(),
  latencies: emptyMap(),
  inFlight: emptyMap(),
  leases: emptyMap(),
}

/** Notes that a target was picked for `name`, where it has this weight, and that an attempt at it is under way. */
export function withPick(traffic: Traffic, name: string, id: TargetId, weight: number): Traffic {
  const picks = traffic.picks + 1
  const turns = withTurn(valueAt(traffic.turns, name) ?? noTurns, id, picks, weight)
  return {
    ...traffic,
    picks,
    turns: withValue(traffic.turns, name, turns),
    lastPicks: withValue(traffic.lastPicks, id, picks),
    picked: withValue(traffic.picked, id, (valueAt(traffic.picked, id) ?? 0) + 1),
    inFlight: counted(traffic.inFlight, id, 1),
  }
}

/** Notes that an attempt at a target ended; the same traffic where none is under way. */
export function withoutAttempt(traffic: Traffic, id: TargetId): Traffic {
  return valueAt(traffic.inFlight, id) === undefined
    ? traffic
    : { ...traffic, inFlight: counted(traffic.inFlight, id, -1) }
}

/** Attempts under way at a target, or with a `provider/credential`. */
export function inFlightOf(traffic: Traffic, key: string, hash?: number): number {
  return valueAt(traffic.inFlight, key, hash) ?? 0
}

function counted(inFlight: PersistentMap<number>, id: TargetId, by: 1 | -1): PersistentMap<number> {
  return [id, accountOf(id)].reduce((counts, key) => {
    const count = (valueAt(counts, key) ?? 0) + by
    return count <= 0 ? withoutKey(counts, key) : withValue(counts, key, count)
  }, inFlight)
}
