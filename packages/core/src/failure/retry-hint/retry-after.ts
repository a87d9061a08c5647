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

/** The carriers of a retry time, most exact first (rule 16). */
const delays: readonly ((reading: Reading) => Milliseconds | undefined)[] = [
  retryAfterMsHeader,
  bodyDelay,
  codexDelay,
  retryAfterSeconds,
  messageDelay,
]
const instants: readonly ((reading: Reading) => Instant | undefined)[] = [
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
  for (const delay of delays) {
    const ms = delay(reading)
    if (ms !== undefined) return ms
  }
  for (const instant of instants) {
    const at = instant(reading)
    if (at !== undefined) return wholeMs(at - (parseInstant(reading.headers['date']) ?? now))
  }
  return undefined
}
