import type { Preference } from '../preference.js'
import { lowest } from './lowest.js'

/**
 * The quickest to first content, by a moving average. One that has not been measured, or not for five minutes, comes
 * first, but for one attempt at a time: so nobody stays unknown or is judged by an old bad day, and nobody is swamped to
 * find out.
 */
export const lowestLatency: Preference = lowest(
  'lowest-latency',
  ({ latencyMs, inFlight }) => latencyMs ?? (inFlight === 0 ? -1 : Number.POSITIVE_INFINITY),
)
