import type { Requirement } from '../requirement.js'

/**
 * A target must speak the request's dialect, or one that the shell translates it to, offer its operation, have what it
 * needs, and hold its prompt (rule 33).
 */
export const notUnfit: Requirement = ({ target }, { request }) => {
  const { dialect, operations, capabilities, contextTokens = Number.POSITIVE_INFINITY } = target
  const { operation = 'chat', needs, tokens = 0 } = request
  if (request.dialect !== undefined && request.dialect !== dialect && !request.translatesTo?.includes(dialect))
    return { type: 'unfit', lacks: `dialect ${request.dialect}` }
  if (operations !== undefined && !operations.includes(operation))
    return { type: 'unfit', lacks: `operation ${operation}` }
  const missing = capabilities && needs?.find((need) => !capabilities.includes(need))
  if (missing !== undefined) return { type: 'unfit', lacks: `capability ${missing}` }
  return tokens > contextTokens ? { type: 'unfit', lacks: `a window of ${tokens} tokens` } : undefined
}
