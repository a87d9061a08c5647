import { decide } from '../decision/funnel.js'
import type { Instant } from '../words/time.js'
import type { Execution } from './execution.js'
import { type Progress, questionOfProgress, stepOf } from './progress.js'
import type { ExecutionError, FailedWhy } from './protocol.js'
import type { Step } from './step.js'

/** Ends the request without an answer; the error carries every attempt and the last upstream reply untouched (rule 27). */
export function giveUp(progress: Progress, why: FailedWhy, last: Execution['last'] = progress.execution.last): Step {
  const retryAt = why === 'exhausted' || why === 'all-cooling' ? earliestReturn(progress) : undefined
  const error: ExecutionError = {
    why,
    ...last,
    ...(retryAt === undefined ? {} : { retryAt }),
    attempts: progress.execution.attempts,
  }
  return stepOf(progress, { type: 'failed', error }, { type: 'fail', error })
}

/** When the first of the members may be asked again, over the concrete scopes of each; absent where one may be already, or none ever. */
function earliestReturn(progress: Progress): Instant | undefined {
  const question = questionOfProgress(progress)
  const decision = decide({
    ...question,
    policy: { ...progress.policy, whenAllCooling: 'fail' },
    tried: new Set(progress.execution.request.tried),
  })
  return decision.type === 'none' ? decision.retryAt : undefined
}
