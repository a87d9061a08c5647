import type { Milliseconds } from '@router/core'

/** How long something takes: always so long, evenly between two lengths, or mostly around a median with a long tail. */
export type Duration =
  | Milliseconds
  | { readonly minMs: Milliseconds; readonly maxMs: Milliseconds }
  /** Half take longer than the median, one in a hundred longer than `p99Ms` (log-normal). */
  | { readonly medianMs: Milliseconds; readonly p99Ms: Milliseconds }

/** The 99th percentile of a standard normal distribution. */
const z99 = 2.3263478740408408

/** A whole number of milliseconds, from two numbers in (0, 1). */
export function drawMs(duration: Duration, one: number, other: number): Milliseconds {
  if (typeof duration === 'number') return duration
  if ('minMs' in duration) return Math.round(duration.minMs + one * (duration.maxMs - duration.minMs))
  const { medianMs, p99Ms } = duration
  const normal = Math.sqrt(-2 * Math.log(one)) * Math.cos(2 * Math.PI * other)
  return Math.round(medianMs * Math.exp((normal * Math.log(p99Ms / medianMs)) / z99))
}
