import { unmapped } from '../unmapped.js'
import type { OutcomeRow } from './case.js'

const typed = /"type":\s*"(?:invalid_request|invalid_request_error|bad_request_error|invalid_prompt)"/

/** What an upstream says that is read otherwise here by decision, whatever the case is about. */
export function refuseDeviation({ status = 0, body = '' }: OutcomeRow, path?: string, endpoint?: string): void {
  if ([401, 403, 404].includes(status) && typed.test(body) && !body.includes('authentication_error'))
    unmapped('401, 403 and 404 by their error type: here by what they say (rule 14)')
  const isForgiven = endpoint !== undefined && status >= 400 && ![401, 402, 403, 429].includes(status)
  if (isForgiven) unmapped('failures that one endpoint alone forgives')
  if (path === 'count' && status === 404)
    unmapped('a 404 that only counting forgives: the rules of the preset blame the target, whatever the operation')
}
