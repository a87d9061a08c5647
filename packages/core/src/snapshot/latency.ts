import { type PersistentMap, valueAt, withValue } from '../lib/persistent-map.js'
import type { TargetId } from '../words/names.js'
import { type Instant, type Milliseconds, minutes } from '../words/time.js'

/** How long a target took to its first content, and when that was measured last. */
export interface Latency {
  readonly ms: Milliseconds
  readonly at: Instant
}

/** How much a new measure counts; the older ones fade accordingly. */
const newShare = 0.2

/** A target may have changed since; what was measured so long ago is not known any more. */
const trustedMs = minutes(5)

/** The latencies with one more measure. */
export function withLatency(
  latencies: PersistentMap<Latency>,
  id: TargetId,
  ms: Milliseconds,
  at: Instant,
): PersistentMap<Latency> {
  const measured = Math.max(0, ms)
  const known = latencyOf(latencies, id, at)
  const mean = known === undefined ? measured : known + newShare * (measured - known)
  return withValue(latencies, id, { ms: mean, at })
}

/** A target's latency; undefined: not measured lately. */
export function latencyOf(
  latencies: PersistentMap<Latency>,
  id: TargetId,
  now: Instant,
  hash?: number,
): Milliseconds | undefined {
  const latency = valueAt(latencies, id, hash)
  return latency === undefined || now - latency.at > trustedMs ? undefined : latency.ms
}
