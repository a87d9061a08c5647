import type { Instant } from '../../words/time.js'

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const httpDate = /^[a-z]{3}, (\d\d) ([a-z]{3}) (\d{4}) (\d\d):(\d\d):(\d\d) gmt$/
const timestamp = /^(\d{4})-(\d\d)-(\d\d)[t ](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(z|[+-]\d\d:\d\d)$/
const epoch = /^\d{9,15}(?:\.\d{1,9})?$/

/** No stated moment is written longer. */
const maxLength = 40

/**
 * A stated moment: an HTTP date, an RFC 3339 timestamp with its zone, or the seconds or milliseconds since the epoch
 * (told apart by their size). `undefined` for whatever else; dates are never guessed at.
 */
export function parseInstant(value: string | number | undefined): Instant | undefined {
  const text = String(value ?? '').toLowerCase()
  if (text.length > maxLength) return undefined
  if (epoch.test(text)) return Number(text) >= 1e11 ? Number(text) : Number(text) * 1_000
  return parseHttpDate(text) ?? parseTimestamp(text)
}

function parseHttpDate(text: string): Instant | undefined {
  const [, day, month = '', year, hour, minute, second] = httpDate.exec(text) ?? []
  return months.includes(month) ? utc(year, months.indexOf(month) + 1, day, hour, minute, second) : undefined
}

function parseTimestamp(text: string): Instant | undefined {
  const [whole, year, month, day, hour, minute, second, fraction = '0', zone = 'z'] = timestamp.exec(text) ?? []
  if (whole === undefined) return undefined
  const offsetMinutes =
    zone === 'z' ? 0 : Number(`${zone[0]}1`) * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4)))
  return utc(year, month, day, hour, minute, second) + Number(`0.${fraction}`) * 1_000 - offsetMinutes * 60_000
}

function utc(...parts: readonly (string | number | undefined)[]): Instant {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts.map(Number)
  return Date.UTC(year, month - 1, day, hour, minute, second)
}
