import type { Milliseconds } from '@router/core'

const second = 1_000

/** A length of time in few signs. */
export function lengthOf(ms: Milliseconds): string {
  if (ms === 0) return '0'
  const [size, unit] =
    ms < second
      ? [1, 'ms']
      : ms < 60 * second
        ? [second, 's']
        : ms < 3_600 * second
          ? [60 * second, 'min']
          : ms < 48 * 3_600 * second
            ? [3_600 * second, 'h']
            : [86_400 * second, 'd']
  return `${Math.round((ms / size) * 10) / 10} ${unit}`
}
