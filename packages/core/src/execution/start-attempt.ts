import type { Target } from '../words/target.js'
import type { Milliseconds } from '../words/time.js'
import { learn, moved, type Progress, stepOf } from './progress.js'
import type { AttemptCommand, AttemptTimeouts, Step } from './protocol.js'

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
  const learnt = learn(progress, { type: 'attempt-started', at: now, name, target: target.id, number, spendsToken })
  const next = moved(learnt, {
    attempts: [...execution.attempts, { number, target: target.id, name, startedAt: now, retry }],
    fresh: execution.fresh + (retry ? 0 : 1),
    tried: execution.tried.includes(target.id) ? execution.tried : [...execution.tried, target.id],
  })
  const command: AttemptCommand = {
    type: 'attempt',
    number,
    target,
    timeouts: timeoutsOf(progress),
    commit: policy.commit,
    ...(execution.deadlineAt === undefined ? {} : { deadlineAt: execution.deadlineAt }),
    ...(refresh === undefined ? {} : { refresh }),
  }
  return stepOf(next, { type: 'attempting', number }, command)
}

/** The policy's clocks, cut to the deadline; the first byte and content are timed only in a stream (rule 26). */
function timeoutsOf({ policy: { timeouts }, execution, now }: Progress): AttemptTimeouts {
  const leftMs = execution.deadlineAt === undefined ? Number.POSITIVE_INFINITY : Math.max(0, execution.deadlineAt - now)
  const cut = (ms: Milliseconds): Milliseconds => Math.min(ms, leftMs)
  return {
    connectMs: cut(timeouts.connectMs),
    idleMs: cut(timeouts.idleMs),
    totalMs: cut(timeouts.totalMs),
    ...(execution.request.stream === true
      ? { firstByteMs: cut(timeouts.firstByteMs), firstContentMs: cut(timeouts.firstContentMs) }
      : {}),
  }
}
