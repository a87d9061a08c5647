import type { Requirement } from '../requirement.js'

/** A credential takes no more attempts at one time than its `maxInFlight`. */
export const notBusy: Requirement = {
  name: 'not-busy',
  refuse(candidate) {
    const { maxInFlight: limit } = candidate.target
    if (limit === undefined) return undefined
    const { credentialInFlight: inFlight } = candidate
    return inFlight < limit ? undefined : { type: 'busy', inFlight, limit }
  },
}
