import type { Effect } from '../failure/effect.js'
import { effectOf } from '../failure/effect-of.js'
import type { Failure } from '../failure/failure.js'
import type { FailureClass } from '../failure/failure-class.js'
import type { Evidence } from '../words/evidence.js'
import type { TargetId } from '../words/names.js'
import type { Operation } from '../words/route-request.js'
import type { Target } from '../words/target.js'
import type { Instant, Milliseconds } from '../words/time.js'
import { heldAgainst } from './health.js'
import { coolingAt } from './held.js'
import type { AttemptFailed } from './router-event.js'
import type { Snapshot } from './snapshot.js'

/** The part of a policy that blaming needs. */
export interface BlamingPolicy {
  readonly targets: ReadonlyMap<string, Target>
  readonly effects: Readonly<Record<FailureClass, Effect>>
  readonly maxCooldownMs: Milliseconds
  readonly probe: { readonly trustMs: Milliseconds }
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
 * is trusted in steps that double with the level (rule 20).
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
  const event = {
    type: 'attempt-failed' as const,
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
    firm: isFirm(failure),
    ...(failure.retryAfterMs === undefined ? {} : { retryAfterMs: failure.retryAfterMs }),
  }
  if (failure.scope === 'request' || cooldown === 'none' || target === undefined) return event

  const key = target.scopes[failure.scope]
  const held = heldAgainst(snapshot.health, key)
  const level = nextLevel(
    held.facts.filter((fact) => fact.class === failure.class),
    attempt.startedAt,
  )
  if (cooldown === 'suspend') return { ...event, key, level, suspends: true }

  const lengthMs =
    failure.retryAfterMs === undefined
      ? ladderMs(cooldown, level)
      : Math.min(failure.retryAfterMs, policy.probe.trustMs * 2 ** (level - 1))
  const openUntil = coolingAt(held, now)?.until ?? now
  const until = Math.min(Math.max(now + lengthMs, openUntil), now + policy.maxCooldownMs)
  const hintedUntil = failure.retryAfterMs === undefined ? {} : { hintedUntil: now + failure.retryAfterMs }
  return { ...event, key, level, until, ...hintedUntil }
}

function nextLevel(
  facts: readonly { readonly level: number; readonly failedAt: Instant }[],
  startedAt: Instant,
): number {
  const level = Math.max(0, ...facts.map((fact) => fact.level))
  const lastFailedAt = Math.max(Number.NEGATIVE_INFINITY, ...facts.map((fact) => fact.failedAt))
  return startedAt > lastFailedAt ? level + 1 : Math.max(1, level)
}

function ladderMs(ladder: Exclude<Effect['cooldown'], string>, level: number): Milliseconds {
  const step = level - (ladder.fromIncident ?? 1)
  if (step < 0) return 0
  return ladder.firstMs === 0 ? 0 : Math.min(ladder.capMs, ladder.firstMs * ladder.factor ** step)
}

/** What a success must prove to clear such a failure (rule 19): counting tokens never clears a generation's. */
function neededProof(kind: FailureClass, operation: Operation | undefined): Evidence {
  if (operation === 'count') return 'remote-count'
  if (operation === 'embeddings') return 'embedding'
  return kind === 'stream-broken' ? 'generation-completed' : 'generation-started'
}

/** A stated time, a spent quota and a refused credential are knowledge; every other cooldown is our guess (rule 24). */
function isFirm(failure: Failure): boolean {
  return (
    failure.retryAfterMs !== undefined ||
    failure.class === 'quota-exhausted' ||
    failure.class === 'auth-invalid' ||
    failure.class === 'permission-denied'
  )
}
