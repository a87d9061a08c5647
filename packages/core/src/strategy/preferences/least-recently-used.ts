import type { Preference } from '../preference.js'
import { lowest } from './lowest.js'

/** The least recently picked under any name; round-robin asks the same of one name. */
export const leastRecentlyUsed: Preference = lowest('least-recently-used', ({ lastPick }) => lastPick)
