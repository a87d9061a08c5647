import type { Milliseconds } from '../../words/time.js'

/** By the unit, or else by its first letter. */
const unitMs: Readonly<Record<string, number>> = {
  n: 1e-6,
  u: 1e-3,
  µ: 1e-3,
  ms: 1,
  s: 1e3,
  m: 6e4,
  h: 36e5,
  d: 864e5,
}

/** No stated time is longer than this text; nothing beyond is read, so no pattern here can be slow. */
const maxLength = 64
const part =
  /(\d{1,40}(?:\.\d{1,12})?) ?(ns|[uµ]s|ms|s|sec(?:ond)?s?|m|min(?:ute)?s?|h|hrs?|hours?|d|days?)(?![a-zµ]),? ?/y
const bareNumber = /^\d{1,60}(?:\.\d{1,12})?$/

/**
 * A stated length of time in whole milliseconds, rounded up: Go and protobuf durations (`1h2m3.5s`, `290ms`, `2d1h`),
 * words (`2 minutes`), or a bare number of seconds. `undefined` for whatever else, a sign or an exponent included.
 * Longer than can be counted is the longest that can (rule 16).
 */
export function parseDuration(text: string): Milliseconds | undefined {
  const number = parseNumber(text)
  if (number !== undefined) return wholeMs(number * 1_000)
  const { ms, end } = readDuration(text)
  return end === text.length ? ms : undefined
}

/** The length of time that a text begins with, in whole milliseconds; it must name its units. Reads at most 64 characters. */
export function durationAtStart(text: string): Milliseconds | undefined {
  return readDuration(text).ms
}

function readDuration(text: string): { readonly ms: Milliseconds | undefined; readonly end: number } {
  const start = text.slice(0, maxLength)
  let ms = 0
  let end = 0
  for (;;) {
    part.lastIndex = end
    const [whole = '', amount, unit = ''] = part.exec(start) ?? []
    if (whole === '') return { ms: end === 0 ? undefined : wholeMs(ms), end }
    ms += Number(amount) * (unitMs[unit] ?? unitMs[unit.charAt(0)] ?? 0)
    end += whole.length
  }
}

/** A number without sign or exponent; `undefined` for whatever else. */
export function parseNumber(text: string): number | undefined {
  return bareNumber.test(text) ? Number(text) : undefined
}

/** Up to the next millisecond, within what can be counted exactly: 0 to 2^53 − 1. */
export function wholeMs(ms: number): Milliseconds {
  // Binary fractions would turn 16.1 s into 16,101 ms.
  return Math.max(0, Math.ceil(Math.min(ms, Number.MAX_SAFE_INTEGER) - 5e-7))
}
