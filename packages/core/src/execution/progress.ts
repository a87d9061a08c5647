import type { Question } from '../decision/question.js'
import type { Policy } from '../policy/policy.js'
import { reduce } from '../snapshot/reduce.js'
import type { RouterEvent } from '../snapshot/router-event.js'
import type { Snapshot } from '../snapshot/snapshot.js'
import type { Instant } from '../words/time.js'
import type { Execution, Phase } from './execution.js'
import type { Attempt, Command, Step } from './protocol.js'

/** A step in the making: what is known and where the request stands, so far. */
export interface Progress {
  readonly policy: Policy
  readonly snapshot: Snapshot
  readonly execution: Execution
  readonly events: readonly RouterEvent[]
  readonly now: Instant
}

/** The progress that has also learnt `event`: a step's snapshot is the fold of its events. */
export function learn(progress: Progress, event: RouterEvent): Progress {
  return {
    ...progress,
    snapshot: reduce(progress.policy, progress.snapshot, event),
    events: [...progress.events, event],
  }
}

/** The progress with some of the execution changed. */
export function moved(progress: Progress, change: Partial<Execution>): Progress {
  return { ...progress, execution: { ...progress.execution, ...change } }
}

/** The progress in which attempt `number` has ended. */
export function ended(progress: Progress, number: number, end: Pick<Attempt, 'outcome' | 'failure'>): Progress {
  const attempts = progress.execution.attempts.map((attempt) =>
    // What is new stands first: added to a copy, it takes the engine thirty times as long.
    attempt.number === number ? { endedAt: progress.now, ...end, ...attempt } : attempt,
  )
  return moved(progress, { attempts })
}

/** The finished step. */
export function stepOf(progress: Progress, phase: Phase, command: Command): Step {
  const { snapshot, events } = progress
  return { snapshot, events, command, execution: { ...progress.execution, phase, command } }
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
    ...(deadlineAt === undefined ? {} : { deadlineAt }),
  }
}

/** Can an attempt that starts now still live long enough (rule 26)? */
export function hasTime({ policy, execution: { deadlineAt }, now }: Progress): boolean {
  return deadlineAt === undefined || now + policy.budget.minAttemptMs <= deadlineAt
}

/** Does the budget allow one more upstream call of any kind? */
export function hasCalls({ policy: { budget }, execution }: Progress): boolean {
  return budget.attempts === undefined || execution.attempts.length < budget.attempts
}
