import type { Requirement } from '../requirement.js'

/** A credential takes no more attempts at one time than its `maxInFlight`. */
export const notBusy: Requirement = {
  name: 'not-busy',
  refuse({ target: { maxInFlight: limit }, credentialInFlight: inFlight }) {
    return limit === undefined || inFlight < limit ? undefined : { type: 'busy', inFlight, limit }
  },
}
