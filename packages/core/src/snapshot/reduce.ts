import { assertNever } from '../lib/assert-never.js'
import type { Evidence } from '../words/evidence.js'
import type { TargetId } from '../words/names.js'
import { blamedScopes } from '../words/scope.js'
import type { Target } from '../words/target.js'
import type { Instant } from '../words/time.js'
import { type Health, joinHealth, withNews, withProof } from './health.js'
import { healthFromJson } from './health-json.js'
import { noProofs } from './proofs.js'
import { type RetryTokens, withEarnings, withoutToken } from './retry-tokens.js'
import type { AttemptFailed, AttemptStarted, OperatorEvent, RouterEvent } from './router-event.js'
import type { Snapshot } from './snapshot.js'
import { type Traffic, withoutAttempt, withPick } from './traffic.js'

/** The part of a policy that learning needs. */
export interface LearningPolicy {
  readonly targets: ReadonlyMap<string, Target>
  readonly retryTokens: RetryTokens
}

/**
 * The only way knowledge changes: the snapshot that has also learnt `event`. Total; the same reference where nothing is
 * new. An event about a target that the policy no longer names teaches nothing.
 *
 * @example
 * ```ts
 * import { definePolicy, emptySnapshot, healthOf, reduce } from '@router/core'
 * const policy = definePolicy({ providers: { openai: { models: ['gpt-4o'] } } })
 * const [target] = policy.targets.values()
 * const key = target!.scopes.credential
 * const snapshot = reduce(policy, emptySnapshot, { type: 'scope-suspended', at: 0, key, reason: 'invoice' })
 * console.log(healthOf(snapshot).entries[0]?.[0]) // → credential:openai/default
 * ```
 */
export function reduce(policy: LearningPolicy, snapshot: Snapshot, event: RouterEvent): Snapshot {
  switch (event.type) {
    case 'attempt-started':
      return ofTarget(policy, snapshot, event.target, (target) => ({
        ...snapshot,
        traffic: started(policy, snapshot.traffic, target, event),
      }))
    case 'attempt-committed':
      return ofTarget(policy, snapshot, event.target, (target) => ({
        ...snapshot,
        health: proven(snapshot.health, target, event.evidence, event.startedAt),
      }))
    case 'attempt-succeeded':
      return ofTarget(policy, snapshot, event.target, (target) => ({
        health: proven(snapshot.health, target, event.evidence, event.startedAt),
        traffic: event.late ? snapshot.traffic : withoutAttempt(snapshot.traffic, target),
      }))
    case 'attempt-failed':
      return ofTarget(policy, snapshot, event.target, (target) => ({
        health: blamed(snapshot.health, event),
        traffic: event.late ? snapshot.traffic : withoutAttempt(snapshot.traffic, target),
      }))
    case 'attempt-abandoned':
      return ofTarget(policy, snapshot, event.target, (target) => ({
        ...snapshot,
        traffic: withoutAttempt(snapshot.traffic, target),
      }))
    case 'health-heard':
      return withHealth(snapshot, joinHealth(snapshot.health, healthFromJson(event.health)))
    case 'scope-suspended':
    case 'scope-resumed':
    case 'cooldown-set':
    case 'cooldown-cleared':
      return withHealth(snapshot, operated(snapshot.health, event))
    default:
      return assertNever(event)
  }
}

function ofTarget(
  policy: LearningPolicy,
  snapshot: Snapshot,
  id: TargetId,
  learn: (target: Target) => Snapshot,
): Snapshot {
  const target = policy.targets.get(id)
  return target === undefined ? snapshot : learn(target)
}

const withHealth = (snapshot: Snapshot, health: Health): Snapshot =>
  health === snapshot.health ? snapshot : { ...snapshot, health }

function started(policy: LearningPolicy, traffic: Traffic, target: Target, event: AttemptStarted): Traffic {
  const earned = event.number === 1 ? withEarnings(traffic, policy.retryTokens) : traffic
  const spent = event.spendsToken ? withoutToken(earned, policy.retryTokens) : earned
  return withPick(spent, event.name, target)
}

/** A success counts on the four scopes its target runs through, and nowhere else (rule 19). */
function proven(health: Health, target: Target, evidence: Evidence, startedAt: Instant): Health {
  return blamedScopes.reduce((known, scope) => withProof(known, target.scopes[scope], evidence, startedAt), health)
}

function blamed(health: Health, event: AttemptFailed): Health {
  if (event.key === undefined) return health
  const { class: kind, failedAt, until, level, needs, firm, hintedUntil } = event
  const fact = {
    class: kind,
    failedAt,
    until,
    level,
    needs,
    firm,
    ...(hintedUntil === undefined ? {} : { hintedUntil }),
  }
  const suspension = event.suspends ? { suspendedAt: failedAt, reason: kind } : {}
  return withNews(health, event.key, { facts: [fact], ...suspension }, noProofs)
}

function operated(health: Health, event: OperatorEvent): Health {
  switch (event.type) {
    case 'scope-suspended': {
      const reason = event.reason === undefined ? {} : { reason: event.reason }
      return withNews(health, event.key, { facts: [], suspendedAt: event.at, ...reason }, noProofs)
    }
    case 'scope-resumed':
      return withNews(health, event.key, { facts: [], resumedAt: event.at }, noProofs)
    case 'cooldown-set': {
      const { at: failedAt, until, class: kind = 'rate-limited' } = event
      const fact = { class: kind, failedAt, until, level: 1, needs: 'generation-started', firm: true } as const
      return withNews(health, event.key, { facts: [fact] }, noProofs)
    }
    case 'cooldown-cleared':
      return withProof(health, event.key, 'operator', event.at)
    default:
      return assertNever(event)
  }
}
