import type { Instant, Milliseconds } from '@router/core'
import { lengthOf } from '../../play/length-of.js'
import { element, text } from './elements.js'

/** From times to places across. */
export interface Axis {
  readonly left: number
  readonly width: number
  readonly endedAt: Instant
  readonly x: (at: Instant) => number
}

/** The axis of a plot. */
export function axisOf(left: number, width: number, endedAt: Instant): Axis {
  const length = Math.max(1, endedAt)
  return { left, width, endedAt: length, x: (at) => left + (Math.min(Math.max(at, 0), length) / length) * width }
}

const second = 1_000
const steps: readonly Milliseconds[] = [
  0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 21_600, 43_200, 86_400,
  172_800, 604_800,
].map((seconds) => seconds * second)

/** Lines up and down at round times, and the times below them. */
export function grid({ x, endedAt }: Axis, top: number, bottom: number): string {
  const step = steps.find((each) => endedAt / each <= 9) ?? endedAt / 9
  const marks = Array.from({ length: Math.floor(endedAt / step) + 1 }, (_, index) => index * step)
  return marks
    .map(
      (at) =>
        element('line', { x1: x(at), x2: x(at), y1: top, y2: bottom, class: 'grid' }) +
        text(x(at), bottom + 15, lengthOf(at), { class: 'small', 'text-anchor': 'middle' }),
    )
    .join('')
}
