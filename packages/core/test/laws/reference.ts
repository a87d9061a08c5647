import {
  type HealthJson,
  healthOf,
  type Policy,
  type RouteRequest,
  type Snapshot,
  type Target,
  toJson,
} from '@router/core'
import { valueAt } from '../../src/lib/persistent-map.js'
import { foldName } from '../../src/policy/resolve.js'
import { inFlightOf } from '../../src/snapshot/traffic.js'
import type { Member } from '../../src/strategy/member.js'

// Deciding as plainly as it can be said, to hold the real one against: reads health as JSON, knows nothing of speed.

const healths = new WeakMap<Snapshot, Map<string, HealthJson['entries'][number][1]>>()

function heldOn(snapshot: Snapshot, scope: string) {
  let health = healths.get(snapshot)
  if (health === undefined) {
    health = new Map(toJson(healthOf(snapshot)).entries)
    healths.set(snapshot, health)
  }
  return health.get(scope)
}

/** The end of the longest cooldown of a target, or undefined. Time must not have run backwards. */
export function coolingUntil(snapshot: Snapshot, target: Target, now: number): number | undefined {
  const ends = Object.values(target.scopes).flatMap(
    (scope) => heldOn(snapshot, scope)?.facts?.map((fact) => fact.until) ?? [],
  )
  const last = Math.max(...ends, now)
  return last > now ? last : undefined
}

/** Has a scope of the target to prove itself after a long cooldown, and does somebody try it now? */
export function isProbed(snapshot: Snapshot, target: Target, now: number): boolean {
  return Object.values(target.scopes).some((scope) => {
    const isRecovering = heldOn(snapshot, scope)?.facts?.some(({ probe, until }) => probe && until <= now) ?? false
    return isRecovering && (valueAt(snapshot.traffic.leases, scope)?.until ?? now) > now
  })
}

/** Is any scope of the target suspended and not resumed? */
export function isSuspended(snapshot: Snapshot, target: Target): boolean {
  return Object.values(target.scopes).some((scope) => {
    const { suspendedAt, resumedAt } = heldOn(snapshot, scope) ?? {}
    return suspendedAt !== undefined && (resumedAt === undefined || suspendedAt > resumedAt)
  })
}

/** May the member serve this request at all, leaving cooldowns and `tried` aside? */
function isUsable(snapshot: Snapshot, request: RouteRequest, { target, weight }: Member): boolean {
  const { operation = 'chat', dialect, needs = [], tokens = 0, pin } = request
  if (pin?.target !== undefined && pin.target !== target.id) return false
  if (pin?.provider !== undefined && pin.provider !== target.provider) return false
  if (pin?.credential !== undefined && pin.credential !== target.credential) return false
  if (weight === 0 && pin?.target !== target.id) return false
  if (dialect !== undefined && dialect !== target.dialect) return false
  if (target.operations !== undefined && !target.operations.includes(operation)) return false
  if (needs.some((need) => target.capabilities?.includes(need) === false)) return false
  if (tokens > (target.contextTokens ?? tokens)) return false
  if (isSuspended(snapshot, target)) return false
  const { provider, credential } = target
  return inFlightOf(snapshot.traffic, `${provider}/${credential}`) < (target.maxInFlight ?? Number.POSITIVE_INFINITY)
}

/** The members of a name that may be asked now, tier by tier. */
export function eligibleTiers(
  policy: Policy,
  snapshot: Snapshot,
  request: RouteRequest,
  now: number,
  name: string = request.model,
  tried: readonly string[] = request.tried ?? [],
): readonly (readonly Member[])[] {
  const pool = policy.aliases.get(foldName(name)) ?? policy.models.get(name.trim())
  return (pool?.tiers ?? []).map(({ members }) =>
    members.filter(
      (member) =>
        isUsable(snapshot, request, member) &&
        coolingUntil(snapshot, member.target, now) === undefined &&
        !isProbed(snapshot, member.target, now) &&
        !tried.includes(member.target.id),
    ),
  )
}
