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
  let step = begin(policy, snapshot, request, startAt)
  let now = startAt
  const played: PlayedStep[] = [{ before: snapshot, now, request, step }]
  for (let answer = adversary(step.command, now); answer !== undefined; answer = adversary(step.command, now)) {
    if (played.length > stepLimit) throw new Error(`the execution has not ended after ${stepLimit} steps`)
    const { snapshot: before, execution } = step
    now = answer.at
    step = advance(policy, before, execution, answer.report, now)
    played.push({ before, now, request, execution, report: answer.report, step })
  }
  return played
}
