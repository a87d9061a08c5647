import type { Cooldown, TargetTimeline, Timeline } from '../simulation.js'
import type { Axis } from './axis.js'
import { colourOf, cooldownColour, failedColour } from './colours.js'
import { area, element, type Point, text } from './elements.js'

/** The height of a lane and what is free between two. */
const laneHeight = 34
const gap = 6
const columnWidth = 2

/** A lane for each target: when it cooled and why, how much it served, and where attempts failed. */
export function lanes(timeline: Timeline, axis: Axis, top: number): string {
  const most = usualMost(timeline)
  return timeline.targets
    .map((target, index) => lane(target, index, timeline.sliceMs, most, axis, top + index * (laneHeight + gap)))
    .join('')
}

/** As many as a slice serves at most but for the rarest: one burst does not flatten everything else. */
function usualMost({ targets }: Timeline): number {
  const counts = targets.flatMap(({ served }) => served.filter((count) => count > 0)).sort((a, b) => a - b)
  return counts[Math.floor(0.98 * counts.length)] ?? 1
}

/** How high so many lanes are. */
export const lanesHeight = (count: number): number => count * (laneHeight + gap)

function lane(target: TargetTimeline, index: number, sliceMs: number, most: number, axis: Axis, top: number): string {
  const bottom = top + laneHeight
  const { left, width } = axis
  const across = (slice: number): number => axis.x((slice + 0.5) * sliceMs)
  const line = target.served.map(
    (count, slice): Point => [across(slice), bottom - Math.min(1, count / most) * (laneHeight - 8)],
  )
  const floor = [line[0], line.at(-1)].flatMap((end): Point[] => (end === undefined ? [] : [[end[0], bottom]]))
  return [
    element('rect', { x: left, y: top, width, height: laneHeight, class: 'lane' }),
    ...cooldownRects(target.cooldowns, axis, top),
    line.length === 0 ? '' : area(line, floor, { fill: colourOf(index), 'fill-opacity': 0.85 }),
    ...failureMarks(target.failed, across, bottom),
    text(left - 10, top + laneHeight / 2 + 4, shortened(target.id), { 'text-anchor': 'end', class: 'label' }),
    element('rect', { x: left - 6, y: top, width: 3, height: laneHeight, fill: colourOf(index) }),
  ].join('')
}

/** As many as there are columns at most, however often it cooled: the more of a column is covered, the darker. */
function cooldownRects(cooldowns: readonly Cooldown[], axis: Axis, top: number): readonly string[] {
  const columns = Math.ceil(axis.width / columnWidth)
  const covered = new Float64Array(columns)
  const kinds: (string | undefined)[] = []
  for (const { from, until, class: kind } of cooldowns) {
    const [start, end] = [axis.x(from) - axis.left, axis.x(until) - axis.left]
    for (let column = Math.floor(start / columnWidth); column < columns && column * columnWidth < end; column++) {
      const share = (Math.min(end, (column + 1) * columnWidth) - Math.max(start, column * columnWidth)) / columnWidth
      covered[column] = Math.min(1, (covered[column] ?? 0) + share)
      kinds[column] = kind
    }
  }
  const shades = Array.from(covered, (share) => (share === 0 ? 0 : Math.max(0.25, Math.round(share * 4) / 4)))
  const rects: string[] = []
  for (let start = 0; start < columns; ) {
    let end = start + 1
    while (end < columns && shades[end] === shades[start] && kinds[end] === kinds[start]) end++
    const kind = kinds[start]
    const shade = shades[start] ?? 0
    if (kind !== undefined && shade > 0) {
      const x = axis.left + start * columnWidth
      const width = Math.min(axis.left + axis.width, axis.left + end * columnWidth) - x
      rects.push(
        element('rect', {
          x,
          y: top,
          width,
          height: laneHeight,
          fill: cooldownColour(kind),
          'fill-opacity': 0.7 * shade,
        }),
      )
    }
    start = end
  }
  return rects
}

function failureMarks(failed: readonly number[], across: (slice: number) => number, bottom: number): readonly string[] {
  return failed.flatMap((count, slice) =>
    count === 0
      ? []
      : [element('rect', { x: across(slice) - 0.8, y: bottom - 5, width: 1.6, height: 5, fill: failedColour })],
  )
}

const shortened = (id: string): string => (id.length <= 26 ? id : `${id.slice(0, 12)}…${id.slice(-13)}`)
