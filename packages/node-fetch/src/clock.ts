import type { Instant, Milliseconds } from '@router/core'

/** What time it is: the one thing of a clock that may be replaced, so that a simulation can say. */
export type Now = () => Instant

/** More than this ahead of us, the wall clock has been set or the machine has slept. */
const jumpMs = 1_000

/**
 * The time of day, measured by the monotonic clock: it never goes back, so nothing that was promised until a time is put
 * off when somebody sets the clock back. Where the wall clock runs ahead, as after a sleep, it is followed (rule 18).
 */
export function systemNow(): Now {
  let offsetMs = Date.now() - performance.now()
  return () => {
    const monotonic = performance.now() + offsetMs
    const ahead = Date.now() - monotonic
    if (ahead < jumpMs) return Math.floor(monotonic)
    offsetMs += ahead
    return Math.floor(monotonic + ahead)
  }
}

/** A timer takes no longer time than this; with more it would fire at once. */
const longestMs = 2 ** 31 - 1

/** Calls back after `ms`, however long that is, and returns what stops it. */
export function after(ms: Milliseconds, callback: () => void): () => void {
  let left = Number.isFinite(ms) ? Math.max(0, ms) : longestMs
  let timer: NodeJS.Timeout
  const arm = (): void => {
    const part = Math.min(left, longestMs)
    left -= part
    timer = setTimeout(() => (left > 0 ? arm() : callback()), part)
  }
  arm()
  return () => clearTimeout(timer)
}
