import type { Instant } from '../../words/time.js'

/** An HTTP date, or an RFC 3339 timestamp with its zone; the order of a date's parts is never guessed at. */
const date =
  /^(?:[a-z]{3}, \d\d [a-z]{3} \d{4} \d\d:\d\d:\d\d gmt|\d{4}-\d\d-\d\dt\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:z|[+-]\d\d:\d\d))$/i
const epoch = /^\d{9,15}(?:\.\d{1,9})?$/

/**
 * A stated moment: an HTTP date, an RFC 3339 timestamp, or the seconds or milliseconds since the epoch (told apart by
 * their size). `undefined` for whatever else.
 */
export function parseInstant(value: string | number | undefined): Instant | undefined {
  if (value === undefined) return undefined
  const text = String(value)
  if (epoch.test(text)) return Number(text) >= 1e11 ? Number(text) : Number(text) * 1_000
  const at = date.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(at) ? undefined : at
}
