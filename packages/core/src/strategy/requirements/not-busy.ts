import type { Milliseconds } from '../../words/time.js'
import type { Requirement } from '../requirement.js'

/** Nobody knows when an attempt ends, so a busy credential is worth another look after so long. */
const lookAgainMs: Milliseconds = 250

/** A credential takes no more attempts at one time than its `maxInFlight`; one that is full can be waited for. */
export const notBusy: Requirement = (candidate, { now }) => {
  const { maxInFlight: limit } = candidate.target
  if (limit === undefined) return undefined
  const { credentialInFlight: inFlight, cooling } = candidate
  if (inFlight < limit) return undefined
  return { type: 'busy', inFlight, limit, until: Math.max(now + lookAgainMs, cooling?.until ?? now) }
}
