import type { Preference } from '../preference.js'
import { lowest } from './lowest.js'

/** Those with the fewest attempts under way, over all names. */
export const leastBusy: Preference = lowest('least-busy', ({ inFlight }) => inFlight)
