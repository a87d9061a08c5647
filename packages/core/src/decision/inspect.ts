import { entriesOf, valueAt } from '../lib/persistent-map.js'
import type { Policy } from '../policy/policy.js'
import type { Fact } from '../snapshot/fact.js'
import { coolingAt, isSuspended, longer, recoveringAt } from '../snapshot/held.js'
import { leasedUntil } from '../snapshot/leases.js'
import type { Snapshot } from '../snapshot/snapshot.js'
import type { ScopeName } from '../words/names.js'
import type { Instant } from '../words/time.js'

/** How one scope is doing, for people; plain JSON. */
export interface ScopeReport {
  readonly scope: ScopeName
  /**
   * `probing`: its cooldown is over and one attempt tries it, `recovering`: it is over and nobody has tried yet (rule 20).
   */
  readonly state: 'suspended' | 'cooling' | 'probing' | 'recovering' | 'ok'
  /** The class of the failure, or the reason of the suspension. */
  readonly why?: string
  /** When it failed, or was suspended. */
  readonly since?: Instant
  readonly until?: Instant
  /** What the reply asked for, where it is trusted only in steps. */
  readonly hintedUntil?: Instant
  /** How many incidents in a row. */
  readonly level?: number
  /** Attempts under way that run through it. */
  readonly inFlight: number
  /** The part of all picks that ran through it, from 0 to 1. */
  readonly share: number
}

/**
 * What is known at `now` of the scopes that a policy names, sorted by name: those that are out of use or have to prove
 * themselves, and those in use. Costs what is known, not what the policy names.
 *
 * @example
 * ```ts
 * import { begin, definePolicy, emptySnapshot, inspect } from '@router/core'
 * const policy = definePolicy({ providers: { openai: { models: ['gpt-4o'] } } })
 * const { snapshot } = begin(policy, emptySnapshot, { id: 'r1', model: 'gpt-4o' }, 0)
 * const row = inspect(policy, snapshot, 0).find(({ scope }) => scope === 'provider:openai')
 * console.log(row?.state, row?.inFlight, row?.share) // → ok 1 1
 * ```
 */
export function inspect(policy: Policy, snapshot: Snapshot, now: Instant): readonly ScopeReport[] {
  const { health, traffic } = snapshot
  const counts = entriesOf(traffic.picked).map(([id, { count }]) => [id, count] as const)
  const inFlight = sumsByScope(policy, entriesOf(traffic.inFlight))
  const picked = sumsByScope(policy, counts)
  const picks = counts.reduce((sum, [id, count]) => sum + (policy.targets.has(id) ? count : 0), 0)
  const known = [...inFlight.keys(), ...picked.keys(), ...entriesOf(health.held).map(([key]) => key as ScopeName)]
  return [...new Set(known)]
    .filter((scope) => policy.scopes.has(scope))
    .sort()
    .map((scope) => ({
      scope,
      ...stateOf(snapshot, scope, now),
      inFlight: inFlight.get(scope) ?? 0,
      share: (picked.get(scope) ?? 0) / Math.max(1, picks),
    }))
    .filter((row) => row.state !== 'ok' || row.inFlight > 0 || row.share > 0)
}

type State = Omit<ScopeReport, 'scope' | 'inFlight' | 'share'>

function stateOf({ health, traffic }: Snapshot, scope: ScopeName, now: Instant): State {
  const held = valueAt(health.held, scope)
  if (held === undefined) return { state: 'ok' }
  if (held.suspendedAt !== undefined && isSuspended(held)) {
    const why = held.reason === undefined ? {} : { why: held.reason }
    return { state: 'suspended', ...why, since: held.suspendedAt }
  }
  const cooling = coolingAt(held, now)
  const fact = recoveringAt(held, now)
  const until = fact && leasedUntil(traffic.leases, scope, now)
  // It may cool and be tried at the same time, for failures of two kinds: the longer counts, as for a decision.
  const longest =
    fact === undefined || until === undefined ? cooling : longer(cooling, { fact, until, firm: fact.firm })
  if (longest !== undefined) {
    const state = longest.until === until ? 'probing' : 'cooling'
    return { state, ...aboutFailure(longest.fact), until: longest.until }
  }
  return fact === undefined ? { state: 'ok' } : { state: 'recovering', ...aboutFailure(fact) }
}

const aboutFailure = ({ class: why, failedAt: since, level, hintedUntil }: Fact): Omit<State, 'state'> => ({
  why,
  since,
  level,
  ...(hintedUntil === undefined ? {} : { hintedUntil }),
})

/** What is counted by target, added up over the scopes that the targets run through. */
function sumsByScope(
  { targets }: Policy,
  counts: readonly (readonly [id: string, count: number])[],
): ReadonlyMap<ScopeName, number> {
  const sums = new Map<ScopeName, number>()
  for (const [id, count] of counts)
    for (const scope of Object.values(targets.get(id)?.scopes ?? {})) sums.set(scope, (sums.get(scope) ?? 0) + count)
  return sums
}
