import { firstOf } from '../../lib/first-of.js'
import type { Instant, Milliseconds } from '../../words/time.js'
import type { Reading } from '../reading.js'
import { bodyDelay, bodyInstant } from './body.js'
import { wholeMs } from './duration.js'
import {
  anthropicReset,
  codexDelay,
  codexReset,
  innerReset,
  retryAfterDate,
  retryAfterMsHeader,
  retryAfterSeconds,
} from './headers.js'
import { parseInstant } from './instant.js'
import { messageDelay, messageInstant } from './message.js'

type Carrier = (reading: Reading) => number | undefined

/** The carriers of a retry time, most exact first (rule 16). */
const delays: readonly Carrier[] = [retryAfterMsHeader, bodyDelay, codexDelay, retryAfterSeconds, messageDelay]
const instants: readonly Carrier[] = [
  retryAfterDate,
  bodyInstant,
  codexReset,
  anthropicReset,
  innerReset,
  messageInstant,
]

/**
 * The retry time that a reply states, in whole milliseconds from now, never negative; `undefined`: it states none. A
 * moment counts only where no length of time is stated, and is measured from the reply's own `Date`, because clocks
 * differ (rule 16).
 */
export function retryAfterMs(reading: Reading, now: Instant): Milliseconds | undefined {
  const stated = (carrier: Carrier): number | undefined => carrier(reading)
  const delay = firstOf(delays, stated)
  if (delay !== undefined) return delay
  const at = firstOf(instants, stated)
  return at === undefined ? undefined : wholeMs(at - (parseInstant(reading.headers['date']) ?? now))
}
