import { type PersistentMap, valueAt, withoutKey, withValue } from '../lib/persistent-map.js'
import type { TargetId } from '../words/names.js'
import type { Target } from '../words/target.js'
import type { Instant, Milliseconds } from '../words/time.js'
import { hashedScopes } from './hashed-scopes.js'
import type { Health } from './health.js'
import { coolingAt, openUntil, recoveringAt } from './held.js'

/**
 * The right to make the single trial of a scope after its cooldown, with an end, so that a trial that hangs wedges
 * nobody (rule 20). It belongs to the attempt at `target` that started at `startedAt`.
 */
export interface Lease {
  readonly target: TargetId
  readonly startedAt: Instant
  readonly until: Instant
}

/** When the trial of a scope that is under way ends at the latest; absent: none is. */
export function leasedUntil(
  leases: PersistentMap<Lease>,
  key: string,
  now: Instant,
  hash?: number,
): Instant | undefined {
  const lease = leases.size === 0 ? undefined : valueAt(leases, key, hash)
  if (lease === undefined) return undefined
  const until = openUntil(lease.startedAt, lease.until, now)
  return until > now ? until : undefined
}

/** The leases once an attempt at `target` has set out: it tries every scope that has to prove itself and that nobody else tries. */
export function withLeases(
  leases: PersistentMap<Lease>,
  { held }: Health,
  target: Target,
  startedAt: Instant,
  leaseMs: Milliseconds,
): PersistentMap<Lease> {
  if (held.size === 0) return leases
  return hashedScopes(target.scopes).reduce((taken, { key, hash }) => {
    const known = valueAt(held, key, hash)
    const isFree =
      known !== undefined &&
      recoveringAt(known, startedAt) !== undefined &&
      coolingAt(known, startedAt) === undefined &&
      leasedUntil(taken, key, startedAt, hash) === undefined
    return isFree ? withValue(taken, key, { target: target.id, startedAt, until: startedAt + leaseMs }, hash) : taken
  }, leases)
}

/** The leases once the attempt at `target` that started then has committed or ended. */
export function withoutLeases(leases: PersistentMap<Lease>, target: Target, startedAt: Instant): PersistentMap<Lease> {
  return hashedScopes(target.scopes).reduce((left, { key, hash }) => {
    const lease = valueAt(left, key, hash)
    const isIts = lease?.target === target.id && lease.startedAt === startedAt
    return isIts ? withoutKey(left, key, hash) : left
  }, leases)
}
