import type { Failure } from '../failure/failure.js'
import { blame } from '../snapshot/blame.js'
import type { AttemptFailed } from '../snapshot/router-event.js'
import type { Progress } from './progress.js'
import type { Attempt } from './protocol.js'

/** The failure of an attempt as the snapshot learns it (rule 18). */
export function stamp(progress: Progress, { target, startedAt }: Attempt, failure: Failure): AttemptFailed {
  const { policy, snapshot, execution, now } = progress
  const { operation } = execution.request
  const attempt = operation === undefined ? { target, startedAt } : { target, startedAt, operation }
  return blame(policy, snapshot, attempt, failure, now)
}
