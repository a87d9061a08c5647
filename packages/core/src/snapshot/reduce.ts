import { assertNever } from '../lib/assert-never.js'
import type { TargetId } from '../words/names.js'
import type { Instant } from '../words/time.js'
import type { Health } from './health.js'
import { withLatency } from './latency.js'
import { blamed, type FactPolicy, operated, proven } from './learning.js'
import { withLeases, withoutLeases } from './leases.js'
import { heard } from './merge.js'
import { afterPolicyChange, type NamingPolicy } from './policy-changed.js'
import { earned, type RetryTokens, spent } from './retry-tokens.js'
import type { AttemptCommitted, AttemptStarted, RouterEvent } from './router-event.js'
import type { Snapshot } from './snapshot.js'
import { type Traffic, withoutAttempt, withPick } from './traffic.js'

/** The part of a policy that learning needs. */
export interface LearningPolicy extends NamingPolicy, FactPolicy {
  readonly retryTokens: RetryTokens
  /** The weights that are not 1, by the name they hold under, then by target. */
  readonly weights: ReadonlyMap<string, ReadonlyMap<TargetId, number>>
}

/**
 * The only way knowledge changes: the snapshot that has also learnt `event`. Total; the same reference where nothing is
 * new. What is said of a target or scope that the policy does not name, or no longer names, teaches nothing (rule 21).
 *
 * @example
 * ```ts
 * import { definePolicy, emptySnapshot, inspect, reduce } from '@router/core'
 * const policy = definePolicy({ providers: { openai: { models: ['gpt-4o'] } } })
 * const [target] = policy.targets.values()
 * const key = target!.scopes.credential
 * const snapshot = reduce(policy, emptySnapshot, { type: 'scope-suspended', at: 0, key, reason: 'invoice' })
 * console.log(inspect(policy, snapshot, 1)[0]?.state) // → suspended
 * ```
 */
export function reduce(policy: LearningPolicy, snapshot: Snapshot, event: RouterEvent): Snapshot {
  const { health, traffic, scopes = policy.scopes } = snapshot
  switch (event.type) {
    case 'attempt-started':
      return changed(snapshot, health, started(policy, snapshot, event))
    case 'attempt-committed':
      return changed(
        snapshot,
        proven(policy, scopes, health, event),
        measured(policy, withoutLease(policy, traffic, event), event),
      )
    case 'attempt-succeeded':
      return changed(snapshot, proven(policy, scopes, health, event), ended(policy, traffic, event))
    case 'attempt-failed':
      return changed(snapshot, blamed(policy, scopes, health, event), ended(policy, traffic, event))
    case 'attempt-abandoned':
      return changed(snapshot, health, ended(policy, traffic, event))
    case 'health-heard':
      return changed(snapshot, heard(health, event.health, { scopes, maxCooldownMs: policy.maxCooldownMs }), traffic)
    case 'scope-suspended':
    case 'scope-resumed':
    case 'cooldown-set':
    case 'cooldown-cleared':
      return changed(snapshot, operated(policy, scopes, health, event), traffic)
    case 'policy-changed':
      return afterPolicyChange(policy, snapshot)
    default:
      return assertNever(event)
  }
}

function changed(snapshot: Snapshot, health: Health, traffic: Traffic): Snapshot {
  const { scopes } = snapshot
  if (health === snapshot.health && traffic === snapshot.traffic) return snapshot
  return scopes === undefined ? { health, traffic } : { health, traffic, scopes }
}

function started(policy: LearningPolicy, { health, traffic }: Snapshot, event: AttemptStarted): Traffic {
  const target = policy.targets.get(event.target)
  if (target === undefined) return traffic
  const { number, name, at, spendsToken } = event
  const { retryTokens, weights, probe } = policy
  const had = number === 1 ? earned(traffic.tokens, retryTokens) : traffic.tokens
  return withPick(traffic, {
    name,
    target: target.id,
    weight: weights.get(name)?.get(target.id) ?? 1,
    leases: withLeases(traffic.leases, health, target, at, probe.leaseMs),
    tokens: spendsToken ? spent(had, retryTokens) : had,
  })
}

/** The first content of a generation says how quick its target is; of what was given up, and of other operations, it says nothing. */
function measured(policy: LearningPolicy, traffic: Traffic, event: AttemptCommitted): Traffic {
  const { target, at, startedAt, evidence, late } = event
  if (late || evidence !== 'generation-started' || !policy.targets.has(target)) return traffic
  return { ...traffic, latencies: withLatency(traffic.latencies, target, at - startedAt, at) }
}

type AttemptEnd = { readonly target: TargetId; readonly startedAt: Instant; readonly late?: true }

/** A late report is of an attempt that has ended before. */
function ended(policy: LearningPolicy, traffic: Traffic, event: AttemptEnd): Traffic {
  return event.late ? traffic : withoutAttempt(withoutLease(policy, traffic, event), event.target)
}

function withoutLease(policy: LearningPolicy, traffic: Traffic, { target: id, startedAt, late }: AttemptEnd): Traffic {
  const target = late || traffic.leases.size === 0 ? undefined : policy.targets.get(id)
  if (target === undefined) return traffic
  const leases = withoutLeases(traffic.leases, target, startedAt)
  return leases === traffic.leases ? traffic : { ...traffic, leases }
}
