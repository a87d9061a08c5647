import type { Instant, Milliseconds } from '../../words/time.js'
import type { Reading } from '../reading.js'
import { parseDuration, wholeMs } from './duration.js'
import { parseInstant } from './instant.js'

const delays = [
  'retryDelay',
  'quotaResetDelay',
  'resets_in_seconds',
  'retry_after',
  'retry_after_seconds',
  'retryAfter',
]
const instants = ['quotaResetTimeStamp', 'resets_at']

/** A field of the body that says how long: Google's `retryDelay` and `quotaResetDelay`, Codex's `resets_in_seconds`, `retry_after`. */
export function bodyDelay({ times }: Reading): Milliseconds | undefined {
  const inMs = times['retry_after_ms']
  if (typeof inMs === 'number') return wholeMs(inMs)
  return firstOf(delays, (name) => (times[name] === undefined ? undefined : secondsOrDuration(times[name])))
}

/** A field of the body that says until when. */
export function bodyInstant({ times }: Reading): Instant | undefined {
  return firstOf(instants, (name) => parseInstant(times[name]))
}

const secondsOrDuration = (value: string | number): Milliseconds | undefined =>
  typeof value === 'number' ? wholeMs(value * 1_000) : parseDuration(value)

function firstOf<T>(names: readonly string[], read: (name: string) => T | undefined): T | undefined {
  for (const name of names) {
    const value = read(name)
    if (value !== undefined) return value
  }
  return undefined
}
