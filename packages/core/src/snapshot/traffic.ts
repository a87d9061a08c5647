import { hashOf } from '../lib/hash.js'
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
  /** How a target was picked, whatever for. */
  readonly picked: PersistentMap<Picked>
  readonly latencies: PersistentMap<Latency>
  /** Attempts under way, by target and by `provider/credential`: names that outlive policies, so what sets out always ends. */
  readonly inFlight: PersistentMap<number>
  /** Who tries a scope after its cooldown, by scope name (rule 20). */
  readonly leases: PersistentMap<Lease>
  /** Retry tokens in thousandths; infinitely many: as many as may be kept. */
  readonly tokens: number
}

/** The number of a target's latest pick, and how many there have been. */
export interface Picked {
  readonly latest: number
  readonly count: number
}

/** Nothing going on. */
export const emptyTraffic: Traffic = {
  picks: 0,
  turns: emptyMap(),
  picked: emptyMap(),
  latencies: emptyMap(),
  inFlight: emptyMap(),
  leases: emptyMap(),
  tokens: Number.POSITIVE_INFINITY,
}

/** A target is picked: for which name, which weight it has there, and what is left of what that costs everybody. */
export interface Chosen extends Readonly<{ leases: Traffic['leases']; tokens: number }> {
  readonly name: string
  readonly target: TargetId
  readonly weight: number
}

/** Notes a pick, and that an attempt is under way. */
export function withPick(traffic: Traffic, { name, target: id, weight, leases, tokens }: Chosen): Traffic {
  const picks = traffic.picks + 1
  const hash = hashOf(id)
  const { count = 0 } = valueAt(traffic.picked, id, hash) ?? {}
  const turns = withTurn(valueAt(traffic.turns, name) ?? noTurns, id, picks, weight)
  return {
    picks,
    turns: withValue(traffic.turns, name, turns),
    picked: withValue(traffic.picked, id, { latest: picks, count: count + 1 }, hash),
    latencies: traffic.latencies,
    inFlight: counted(traffic.inFlight, id, hash, 1),
    leases,
    tokens,
  }
}

/** Notes that an attempt at a target ended; the same traffic where none is under way. */
export function withoutAttempt(traffic: Traffic, id: TargetId): Traffic {
  const hash = hashOf(id)
  if (valueAt(traffic.inFlight, id, hash) === undefined) return traffic
  // Field by field, as above: every attempt ends here.
  const { picks, turns, picked, latencies, inFlight, leases, tokens } = traffic
  return { picks, turns, picked, latencies, inFlight: counted(inFlight, id, hash, -1), leases, tokens }
}

/** Attempts under way at a target, or with a `provider/credential`. */
export function inFlightOf(traffic: Traffic, key: string, hash?: number): number {
  return valueAt(traffic.inFlight, key, hash) ?? 0
}

function counted(inFlight: PersistentMap<number>, id: TargetId, hash: number, by: 1 | -1): PersistentMap<number> {
  const account = accountOf(id)
  return added(added(inFlight, id, hash, by), account, hashOf(account), by)
}

function added(counts: PersistentMap<number>, key: string, hash: number, by: 1 | -1): PersistentMap<number> {
  const count = (valueAt(counts, key, hash) ?? 0) + by
  return count <= 0 ? withoutKey(counts, key, hash) : withValue(counts, key, count, hash)
}
