import { emptyMap, type PersistentMap, valueAt, withoutKey, withValue } from '../lib/persistent-map.js'
import type { Target } from '../words/target.js'

/** What is going on right now: fast, local, worthless after a restart. Every law holds from an empty one. */
export interface Traffic {
  /** How many picks there have been; each pick takes the next number. */
  readonly picks: number
  /** The number of a target's latest pick, by the name it was picked for, then by target: round-robin's only memory. */
  readonly turns: PersistentMap<PersistentMap<number>>
  /** Attempts under way, by the scope names of target and credential. */
  readonly inFlight: PersistentMap<number>
  /** Retry tokens in thousandths; absent: full. */
  readonly tokens?: number
}

/** Nothing going on. */
export const emptyTraffic: Traffic = { picks: 0, turns: emptyMap(), inFlight: emptyMap() }

/** Notes that `target` was picked for `name`. */
export function withPick(traffic: Traffic, name: string, target: Target): Traffic {
  const picks = traffic.picks + 1
  const turns = withValue(valueAt(traffic.turns, name) ?? emptyMap<number>(), target.id, picks)
  return { ...traffic, picks, turns: withValue(traffic.turns, name, turns), inFlight: counted(traffic, target, 1) }
}

/** Notes that an attempt at `target` ended. */
export function withoutAttempt(traffic: Traffic, target: Target): Traffic {
  return { ...traffic, inFlight: counted(traffic, target, -1) }
}

/** Attempts under way in a scope. */
export function inFlightOf(traffic: Traffic, key: string, hash?: number): number {
  return valueAt(traffic.inFlight, key, hash) ?? 0
}

function counted(traffic: Traffic, target: Target, by: 1 | -1): PersistentMap<number> {
  let inFlight = traffic.inFlight
  for (const key of [target.scopes.target, target.scopes.credential]) {
    const count = Math.max(0, (valueAt(inFlight, key) ?? 0) + by)
    inFlight = count === 0 ? withoutKey(inFlight, key) : withValue(inFlight, key, count)
  }
  return inFlight
}
