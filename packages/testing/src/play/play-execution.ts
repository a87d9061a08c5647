import {
  advance,
  begin,
  type Execution,
  type Instant,
  type Policy,
  type Report,
  type RouteRequest,
  type Snapshot,
  type Step,
} from '@router/core'
import type { Adversary } from '../arbitraries/adversaries.js'

/** One step, with what it was made from. */
export interface PlayedStep {
  readonly before: Snapshot
  readonly now: Instant
  readonly request: RouteRequest
  /** The execution that was advanced; absent: it began here. */
  readonly execution?: Execution
  /** Absent: the step began the execution. */
  readonly report?: Report
  readonly step: Step
  /** How many events its history had seen before it. */
  readonly eventsBefore?: number
}

/** So many steps and no more: an execution that needs them does not end. */
const stepLimit = 2_000

/** Plays one request against an adversary, from begin until it has ended; throws where it does not end. */
export function playExecution(
  policy: Policy,
  snapshot: Snapshot,
  request: RouteRequest,
  startAt: Instant,
  adversary: Adversary,
): readonly PlayedStep[] {
  const step = begin(policy, snapshot, request, startAt)
  const rest = resumeExecution(policy, step.snapshot, step.execution, startAt, adversary)
  return [{ before: snapshot, now: startAt, request, step }, ...rest]
}

/** Plays on what has begun elsewhere, until it has ended; an execution that has ended already takes no step. */
export function resumeExecution(
  policy: Policy,
  startFrom: Snapshot,
  started: Execution,
  startAt: Instant,
  adversary: Adversary,
): readonly PlayedStep[] {
  const played: PlayedStep[] = []
  const { request } = started
  let [before, execution, now] = [startFrom, started, startAt]
  for (;;) {
    const answer = adversary(execution.command, now)
    if (answer === undefined) return played
    if (played.length > stepLimit) throw new Error(`the execution has not ended after ${stepLimit} steps`)
    const { at, report } = answer
    const step = advance(policy, before, execution, report, at)
    played.push({ before, now: at, request, execution, report, step })
    ;[before, execution, now] = [step.snapshot, step.execution, at]
  }
}
