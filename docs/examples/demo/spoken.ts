import type { Instant, Milliseconds } from '@router/core'

/** A length of time as people say it: `6 ms`, `1.4 s`, `7.2 min`, `24 h`. */
export function lengthOf(ms: Milliseconds): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`
  const [size, unit] = ms < 60_000 ? [1_000, 's'] : ms < 3_600_000 ? [60_000, 'min'] : [3_600_000, 'h']
  return `${Math.round((ms / size) * 10) / 10} ${unit}`
}

/** How long from now, and until what time of day where that is not over in the blink of an eye. */
export function untilOf(until: Instant, now: Instant): string {
  const ms = until - now
  return ms < 1_000 ? lengthOf(ms) : `${lengthOf(ms)} (${clockOf(until)})`
}

const two = (part: number): string => String(part).padStart(2, '0')

function clockOf(instant: Instant): string {
  const date = new Date(instant)
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':')
}
