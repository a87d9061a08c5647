import type { Instant, Milliseconds } from '../../words/time.js'
import { delayFields, instantFields } from '../fields.js'
import type { Reading } from '../reading.js'
import { parseDuration, wholeMs } from './duration.js'
import { parseInstant } from './instant.js'

/** A field of the body that says how long, in milliseconds where its name says so, else in seconds or as a duration. */
export function bodyDelay({ times }: Reading): Milliseconds | undefined {
  for (const name of delayFields) {
    const value = times[name]
    if (value === undefined) continue
    const ms = typeof value === 'number' ? wholeMs(value * (name.endsWith('_ms') ? 1 : 1_000)) : parseDuration(value)
    if (ms !== undefined) return ms
  }
  return undefined
}

/** A field of the body that says until when. */
export function bodyInstant({ times }: Reading): Instant | undefined {
  for (const name of instantFields) {
    const at = parseInstant(times[name])
    if (at !== undefined) return at
  }
  return undefined
}
