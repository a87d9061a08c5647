import type { Timeline } from '../simulation.js'
import type { Axis } from './axis.js'
import { colourOf, failedColour } from './colours.js'
import { area, element, type Point, text } from './elements.js'

/** The height of the picture of shares. */
export const sharesHeight = 110

/** Who served how many, over time, one upon the other; those who were not served on top. */
export function shares({ sliceMs, targets, failed }: Timeline, axis: Axis, top: number): string {
  const slices = Math.max(...targets.map(({ served }) => served.length), failed.length, 1)
  // So few points that the line is calm, and still everything is counted.
  const width = Math.max(1, Math.ceil(slices / 160))
  const points = Math.ceil(slices / width)
  const rows = [...targets.map(({ served }) => served), failed].map((row) =>
    Array.from({ length: points }, (_, point) => sum(row.slice(point * width, (point + 1) * width)) / width),
  )
  const most = Math.max(...Array.from({ length: points }, (_, point) => sum(rows.map((row) => row[point] ?? 0))), 1e-9)
  const bottom = top + sharesHeight
  const x = (point: number): number => axis.x((point + 0.5) * width * sliceMs)
  const y = (count: number): number => bottom - (count / most) * (sharesHeight - 6)
  const below = new Array<number>(points).fill(0)
  const bands = rows.map((row, index) => {
    const line = row.map((count, point): Point => [x(point), y((below[point] ?? 0) + count)])
    const back = row.map((_, point): Point => [x(point), y(below[point] ?? 0)])
    for (const [point, count] of row.entries()) below[point] = (below[point] ?? 0) + count
    return area(line, back, { fill: index < targets.length ? colourOf(index) : failedColour })
  })
  const perSecond = (most / sliceMs) * 1_000
  return [
    element('rect', { x: axis.left, y: top, width: axis.width, height: sharesHeight, class: 'lane' }),
    ...bands,
    text(axis.left - 10, top + 12, `${amount(perSecond)}/s`, { 'text-anchor': 'end', class: 'small' }),
    text(axis.left - 10, bottom, '0', { 'text-anchor': 'end', class: 'small' }),
    text(axis.left - 10, top + sharesHeight / 2 + 4, 'served', { 'text-anchor': 'end', class: 'label' }),
  ].join('')
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)

const amount = (number: number): string => (number >= 10 ? String(Math.round(number)) : number.toPrecision(2))
