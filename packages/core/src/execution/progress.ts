import type { Writable } from 'type-fest'
import type { Question } from '../decision/question.js'
import type { Failure } from '../failure/failure.js'
import type { Policy } from '../policy/policy.js'
import { reduce } from '../snapshot/reduce.js'
import type { RouterEvent } from '../snapshot/router-event.js'
import type { Snapshot } from '../snapshot/snapshot.js'
import type { Instant } from '../words/time.js'
import type { Execution, Phase } from './execution.js'
import type { Attempt, Command, Outcome } from './protocol.js'
import type { Step } from './step.js'

/**
 * A step in the making: what is known and where the request stands, so far. It belongs to one call of `begin` or
 * `advance`, which writes to it and to nothing else: what they are given never changes, and neither does what they return.
 */
export interface Progress {
  readonly policy: Policy
  snapshot: Snapshot
  readonly execution: Writable<Execution>
  readonly events: RouterEvent[]
  readonly now: Instant
}

/** A step from there. */
export function progressFrom(policy: Policy, snapshot: Snapshot, execution: Execution, now: Instant): Progress {
  return { policy, snapshot, execution: { ...execution }, events: [], now }
}

/** Learns `event`: a step's snapshot is the fold of its events. */
export function learn(progress: Progress, event: RouterEvent): void {
  progress.snapshot = reduce(progress.policy, progress.snapshot, event)
  progress.events.push(event)
}

/** Notes that an attempt has ended. */
export function end({ execution, now }: Progress, attempt: Attempt, outcome: Outcome, failure?: Failure): void {
  const { number, target, name, startedAt, retry } = attempt
  const over: Writable<Attempt> = { number, target, name, startedAt, retry, endedAt: now, outcome }
  if (failure !== undefined) over.failure = failure
  execution.attempts = execution.attempts.with(number - 1, over)
}

/** Finishes the step. */
export function stepOf({ snapshot, events, execution }: Progress, phase: Phase, command: Command): Step {
  execution.phase = phase
  execution.command = command
  return { snapshot, events, command, execution }
}

/** What the execution would ask the funnel now: it decides as `select` does (rule 12). */
export function questionOfProgress({ policy, snapshot, execution, now }: Progress): Question {
  const { request, name, tried, waitedMs, deadlineAt, attempts } = execution
  return {
    policy,
    snapshot,
    request,
    now,
    name,
    tried: new Set(tried),
    patienceMs: policy.patience.totalMs - waitedMs,
    attempted: attempts.length > 0 || (request.tried ?? []).length > 0,
    deadlineAt,
  }
}

/** Can an attempt that starts then still live long enough (rule 26)? */
export function hasTime({ policy, execution: { deadlineAt } }: Progress, at: Instant): boolean {
  return deadlineAt === undefined || at + policy.budget.minAttemptMs <= deadlineAt
}

/** Does the budget allow one more upstream call of any kind? */
export function hasCalls({ policy: { budget }, execution }: Progress): boolean {
  return budget.attempts === undefined || execution.attempts.length < budget.attempts
}
