import type { Writable } from 'type-fest'
import type { Effect } from '../failure/effect.js'
import { effectOf } from '../failure/effect-of.js'
import type { Failure } from '../failure/failure.js'
import type { FailureClass } from '../failure/failure-class.js'
import { type Evidence, evidenceOf, startedEvidenceOf } from '../words/evidence.js'
import type { TargetId } from '../words/names.js'
import type { Operation } from '../words/route-request.js'
import type { Target } from '../words/target.js'
import type { Instant, Milliseconds } from '../words/time.js'
import { type Fact, maxLevel } from './fact.js'
import { heldAgainst } from './health.js'
import { coolingAt } from './held.js'
import type { AttemptFailed } from './router-event.js'
import type { Snapshot } from './snapshot.js'

/** The part of a policy that blaming needs. */
export interface BlamingPolicy {
  readonly targets: ReadonlyMap<string, Target>
  readonly effects: Readonly<Record<FailureClass, Effect>>
  readonly maxCooldownMs: Milliseconds
  readonly probe: { readonly fromMs: Milliseconds; readonly trustMs: Milliseconds }
}

/** The attempt that failed. */
export interface BlamedAttempt {
  readonly target: TargetId
  readonly startedAt: Instant
  readonly operation?: Operation
}

/**
 * Stamps a failure before it is stored (rule 18): which scope remembers it, which incident in a row it is, until when
 * that scope is out of use, and what would clear it. `advance` does this for executions; engines without executions
 * call it and `reduce` the event.
 *
 * The level rises only if the attempt started after the last known failure of the class, so a hundred concurrent
 * failures are one incident. `until` is at most `maxCooldownMs` away and never below an open one; a stated retry time
 * is trusted in steps that double with the level, and after a long cooldown the scope has to prove itself (rule 20).
 * Where the operator has turned cooldowns off, nobody is blamed.
 *
 * @example
 * ```ts
 * import { blame, definePolicy, emptySnapshot } from '@router/core'
 * const policy = definePolicy({ providers: { openai: { models: ['gpt-4o'] } } })
 * const [target] = policy.targets.values()
 * const failure = { class: 'rate-limited', scope: 'target', retryAfterMs: 30_000, rule: 'example' } as const
 * const event = blame(policy, emptySnapshot, { target: target!.id, startedAt: 0 }, failure, 1_000)
 * console.log(event.key, event.until) // → target:openai/default/gpt-4o 31000
 * ```
 */
export function blame(
  policy: BlamingPolicy,
  snapshot: Snapshot,
  attempt: BlamedAttempt,
  failure: Failure,
  now: Instant,
): AttemptFailed {
  const { cooldown } = effectOf(policy, failure)
  const target = policy.targets.get(attempt.target)
  const statedMs = clamped(failure.retryAfterMs)
  // Written field by field: this is made for every failure, and spreading parts of it takes longer than all the rest.
  const event: Writable<AttemptFailed> = {
    type: 'attempt-failed',
    at: now,
    target: attempt.target,
    startedAt: attempt.startedAt,
    class: failure.class,
    scope: failure.scope,
    rule: failure.rule,
    failedAt: now,
    until: now,
    level: 0,
    needs: neededProof(failure.class, attempt.operation),
    firm: statedMs !== undefined || firmClasses.includes(failure.class),
  }
  if (statedMs !== undefined) event.retryAfterMs = statedMs
  const coolsNobody = cooldown === 'none' || target?.cooldowns === false
  if (failure.scope === 'request' || coolsNobody || target === undefined) return event

  event.key = target.scopes[failure.scope]
  const held = heldAgainst(snapshot.health, event.key)
  const likeIt = held.facts.filter((fact) => fact.class === failure.class)
  event.level = nextLevel(likeIt, attempt.startedAt)
  if (cooldown === 'suspend') {
    event.suspends = true
    return event
  }
  const lengthMs =
    statedMs === undefined
      ? ladderMs(cooldown, event.level)
      : Math.min(statedMs, trustedMs(policy.probe.trustMs, event.level))
  const openUntil = coolingAt(held, now)?.until ?? now
  event.until = Math.min(Math.max(now + lengthMs, openUntil), now + policy.maxCooldownMs)
  // What has to prove itself still has to after a further failure, however short that one's cooldown is.
  event.probe = event.until - now >= policy.probe.fromMs || likeIt.some((fact) => fact.probe)
  if (statedMs !== undefined) event.hintedUntil = Math.min(now + statedMs, Number.MAX_SAFE_INTEGER)
  return event
}

/** An operator's own rule may state anything. */
function clamped(ms: Milliseconds | undefined): Milliseconds | undefined {
  return ms === undefined || Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), Number.MAX_SAFE_INTEGER)
}

function nextLevel(facts: readonly Fact[], startedAt: Instant): number {
  let level = 0
  let isNew = true
  for (const fact of facts) {
    level = Math.max(level, fact.level)
    isNew &&= startedAt > fact.failedAt
  }
  return isNew ? Math.min(level + 1, maxLevel) : Math.max(1, level)
}

/** A stated time is trusted for twice as long at each incident in a row (rule 20). */
const trustedMs = (trustMs: Milliseconds, level: number): Milliseconds => trustMs * 2 ** Math.min(level - 1, 40)

function ladderMs(ladder: Exclude<Effect['cooldown'], string>, level: number): Milliseconds {
  const step = level - (ladder.fromIncident ?? 1)
  if (step < 0) return 0
  return ladder.firstMs === 0 ? 0 : Math.min(ladder.capMs, ladder.firstMs * ladder.factor ** step)
}

/** What a success must prove to clear such a failure (rule 19): counting tokens never clears a generation's. */
const neededProof = (kind: FailureClass, operation: Operation | undefined): Evidence =>
  kind === 'stream-broken' ? evidenceOf(operation) : startedEvidenceOf(operation)

/** A spent quota and a refused credential are knowledge, as a stated time is; every other cooldown is our guess (rule 24). */
const firmClasses: readonly FailureClass[] = ['quota-exhausted', 'auth-invalid', 'permission-denied']
