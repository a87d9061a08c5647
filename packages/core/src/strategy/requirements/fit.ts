import type { Requirement } from '../requirement.js'

/** A target must speak the request's dialect, offer its operation, have what it needs, and hold its prompt (rule 33). */
export const fit: Requirement = {
  name: 'fit',
  refuse({ target }, { request }) {
    const { operation = 'chat', dialect = target.dialect, needs = [], tokens = 0 } = request
    if (dialect !== target.dialect) return { type: 'unfit', lacks: `dialect ${dialect}` }
    if (target.operations !== undefined && !target.operations.includes(operation))
      return { type: 'unfit', lacks: `operation ${operation}` }
    const missing = needs.find((need) => target.capabilities !== undefined && !target.capabilities.includes(need))
    if (missing !== undefined) return { type: 'unfit', lacks: `capability ${missing}` }
    if (target.contextTokens !== undefined && tokens > target.contextTokens)
      return { type: 'unfit', lacks: `a window of ${tokens} tokens` }
    return undefined
  },
}
