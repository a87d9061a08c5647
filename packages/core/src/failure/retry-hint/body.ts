import { firstOf } from '../../lib/first-of.js'
import type { Instant, Milliseconds } from '../../words/time.js'
import { delayFields, instantFields } from '../fields.js'
import type { Reading } from '../reading.js'
import { parseDuration, wholeMs } from './duration.js'
import { parseInstant } from './instant.js'

/** A field of the body that says how long, in milliseconds where its name says so, else in seconds or as a duration. */
export const bodyDelay = ({ times }: Reading): Milliseconds | undefined =>
  firstOf(delayFields, (name) => {
    const value = times[name]
    if (typeof value === 'number') return wholeMs(value * (name.endsWith('ms') ? 1 : 1_000))
    return value === undefined ? value : parseDuration(value)
  })

/** A field of the body that says until when. */
export const bodyInstant = ({ times }: Reading): Instant | undefined =>
  firstOf(instantFields, (name) => parseInstant(times[name]))
