import { decide } from '../decision/funnel.js'
import { assertNever } from '../lib/assert-never.js'
import { draw } from '../lib/draw.js'
import type { TargetId } from '../words/names.js'
import { type Instant, seconds } from '../words/time.js'
import type { Execution } from './execution.js'
import { giveUp } from './give-up.js'
import { hasCalls, hasTime, type Progress, questionOfProgress, stepOf } from './progress.js'
import { startAttempt } from './start-attempt.js'
import type { Step } from './step.js'

/** A shell that wakes and wakes without time passing must not keep a request alive: so many waits, and one more for each 100 ms. */
export const mayWaitAgain = ({ waits, waitedMs }: Execution): boolean => waits < 64 + waitedMs / 100

/**
 * The next move of a request that is neither answered nor refused: an attempt, a wait, or the end (rules 23, 24). One that
 * has been woken before `until` waits on rather than gamble on whoever has just failed it.
 */
export function choose(progress: Progress, until: Instant = progress.now): Step {
  const { execution } = progress
  const attempted = execution.attempts.length > 0
  if (attempted && (execution.fresh >= execution.freshLimit || !hasCalls(progress)))
    return giveUp(progress, 'exhausted')
  const decision = decide(questionOfProgress(progress))
  if (decision.type !== 'none' && !hasTime(progress, progress.now)) return giveUp(progress, 'deadline')
  switch (decision.type) {
    case 'use': {
      const { target, name, cooling = false } = decision
      if (cooling && attempted && progress.now < until && mayWaitAgain(execution)) return wait(progress, until)
      return startAttempt(progress, { target, name, retry: false, spendsToken: cooling })
    }
    case 'wait':
      return mayWaitAgain(execution)
        ? wait(progress, decision.until)
        : giveUp(progress, attempted ? 'exhausted' : 'all-cooling')
    case 'none':
      return giveUp(progress, attempted ? 'exhausted' : decision.why)
    default:
      return assertNever(decision)
  }
}

/** Waits until then, and a little longer where there is room: a hash of the request spreads those who wait for the same moment. */
export function wait(progress: Progress, until: Instant, again?: TargetId): Step {
  const { policy, execution, now } = progress
  const { request, waits, waitedMs, deadlineAt = Number.POSITIVE_INFINITY } = execution
  const jitterMs = Math.floor(draw(request.id, 'wait', String(waits)) * Math.min((until - now) / 10, seconds(1)))
  const latest = Math.min(deadlineAt - policy.budget.minAttemptMs, now + policy.patience.totalMs - waitedMs)
  const wakeAt = Math.max(until, Math.min(until + jitterMs, latest))
  const phase = { type: 'waiting', since: now, until: wakeAt, ...(again === undefined ? {} : { again }) } as const
  execution.waits = waits + 1
  return stepOf(progress, phase, { type: 'wait', until: wakeAt })
}
