import type { Writable } from 'type-fest'
import type { Target } from '../words/target.js'
import type { Milliseconds } from '../words/time.js'
import { learn, type Progress, stepOf } from './progress.js'
import type { AttemptCommand, AttemptTimeouts } from './protocol.js'
import type { Step } from './step.js'

/** How an attempt comes about. */
export interface AttemptStart {
  readonly target: Target
  /** Under whose name it is picked. */
  readonly name: string
  readonly retry: boolean
  readonly spendsToken: boolean
  readonly refresh?: true
}

/** Sets out for a target. */
export function startAttempt(progress: Progress, { target, name, retry, spendsToken, refresh }: AttemptStart): Step {
  const { policy, execution, now } = progress
  const number = execution.attempts.length + 1
  learn(progress, { type: 'attempt-started', at: now, name, target: target.id, number, spendsToken })
  execution.attempts = [...execution.attempts, { number, target: target.id, name, startedAt: now, retry }]
  execution.fresh += retry ? 0 : 1
  if (!execution.tried.includes(target.id)) execution.tried = [...execution.tried, target.id]
  const command: Writable<AttemptCommand> = {
    type: 'attempt',
    number,
    target,
    timeouts: timeoutsOf(progress),
    commit: policy.commit,
  }
  if (execution.deadlineAt !== undefined) command.deadlineAt = execution.deadlineAt
  if (refresh !== undefined) command.refresh = refresh
  return stepOf(progress, { type: 'attempting', number }, command)
}

/** The policy's clocks, cut to the deadline; the first byte and content are timed only in a stream (rule 26). */
function timeoutsOf({ policy: { timeouts }, execution, now }: Progress): AttemptTimeouts {
  const leftMs = execution.deadlineAt === undefined ? Number.POSITIVE_INFINITY : Math.max(0, execution.deadlineAt - now)
  const cut = (ms: Milliseconds): Milliseconds => Math.min(ms, leftMs)
  const { connectMs, firstByteMs, firstContentMs, idleMs, totalMs } = timeouts
  const always = { connectMs: cut(connectMs), idleMs: cut(idleMs), totalMs: cut(totalMs) }
  return execution.request.stream === true
    ? { ...always, firstByteMs: cut(firstByteMs), firstContentMs: cut(firstContentMs) }
    : always
}
