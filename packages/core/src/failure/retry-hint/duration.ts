import type { Milliseconds } from '../../words/time.js'

const unitMs: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  millisecond: 1,
  milliseconds: 1,
  s: 1_000,
  sec: 1_000,
  secs: 1_000,
  second: 1_000,
  seconds: 1_000,
  m: 60_000,
  min: 60_000,
  mins: 60_000,
  minute: 60_000,
  minutes: 60_000,
  h: 3_600_000,
  hr: 3_600_000,
  hrs: 3_600_000,
  hour: 3_600_000,
  hours: 3_600_000,
  d: 86_400_000,
  day: 86_400_000,
  days: 86_400_000,
}

/** No stated time is longer than this text; nothing beyond is read, so no pattern here can be slow. */
const maxLength = 64
const part = /(\d{1,40}(?:\.\d{1,12})?) ?([a-zµ]{1,12}),? ?/y
const plainSeconds = /^\d{1,60}(?:\.\d{1,12})?$/

/**
 * A stated length of time in whole milliseconds, rounded up: Go and protobuf durations (`1h2m3.5s`, `290ms`, `2d1h`),
 * words (`2 minutes`), or a bare number of seconds. `undefined` for whatever else, a sign or an exponent included.
 * Longer than can be counted is the longest that can (rule 16).
 */
export function parseDuration(text: string): Milliseconds | undefined {
  if (text.length > maxLength) return undefined
  if (plainSeconds.test(text)) return wholeMs(Number(text) * 1_000)
  const { ms, end } = readDuration(text)
  return end === text.length ? ms : undefined
}

/** The length of time that a text begins with, in whole milliseconds; it must name its units. Reads at most 64 characters. */
export function durationAtStart(text: string): Milliseconds | undefined {
  return readDuration(text.slice(0, maxLength)).ms
}

function readDuration(text: string): { readonly ms?: Milliseconds | undefined; readonly end: number } {
  let ms: number | undefined
  let end = 0
  for (;;) {
    part.lastIndex = end
    const [whole, amount, unit] = part.exec(text) ?? []
    const factor = unit === undefined || !Object.hasOwn(unitMs, unit) ? undefined : unitMs[unit]
    if (whole === undefined || factor === undefined) return ms === undefined ? { end: 0 } : { ms: wholeMs(ms), end }
    ms = (ms ?? 0) + Number(amount) * factor
    end += whole.length
  }
}

/** Up to the next millisecond, within what can be counted exactly: 0 to 2^53 − 1. Not a number: `undefined`. */
export function wholeMs(ms: number): Milliseconds | undefined {
  if (Number.isNaN(ms)) return undefined
  // Binary fractions would turn 16.1 s into 16,101 ms.
  return Math.ceil(Number(Math.min(Math.max(ms, 0), Number.MAX_SAFE_INTEGER).toFixed(6)))
}
