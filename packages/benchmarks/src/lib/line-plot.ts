import { colourOf } from '../../../testing/src/simulate/svg/colours.js'
import { element, text } from '../../../testing/src/simulate/svg/elements.js'
import { thousands, time } from './words.js'

/** A line of a plot: places across, and nanoseconds. */
export interface Line {
  readonly name: string
  readonly points: readonly (readonly [x: number, ns: number])[]
  /** Drawn dashed and grey: what the others are compared with. */
  readonly isBaseline?: boolean
}

/** A plot of costs: up in powers of ten of nanoseconds, across likewise or linearly. */
export interface LinePlot {
  readonly title: string
  readonly x: { readonly title: string; readonly values: readonly number[]; readonly linear?: boolean }
  readonly lines: readonly Line[]
}

const [width, height] = [900, 470]
const [left, right, top, bottom] = [78, 24, 84, 56]
const style = `
text { font: 12px system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif; fill: #52606d }
.title { font-size: 17px; font-weight: 600; fill: #1f2933 }
.name { font-size: 13px; fill: #1f2933 }
.value { font-size: 11px; fill: #1f2933 }
.grid { stroke: #9aa5b1; stroke-opacity: 0.35; stroke-dasharray: 2 3 }`

/** The plot as an SVG. */
export function linePlot({ title, x, lines }: LinePlot): string {
  const figures = lines.flatMap(({ points }) => points.map(([, ns]) => ns)).filter(Number.isFinite)
  const floor = Math.floor(Math.log10(Math.min(...figures)))
  const ceiling = Math.ceil(Math.log10(Math.max(...figures)))
  const scale = (value: number): number => (x.linear === true ? value : Math.log10(value))
  const [first, last] = [scale(Math.min(...x.values)), scale(Math.max(...x.values))]
  const across = (value: number): number => left + ((scale(value) - first) / (last - first)) * (width - left - right)
  const up = (ns: number): number =>
    height - bottom - ((Math.log10(ns) - floor) / (ceiling - floor)) * (height - top - bottom)
  const decades = Array.from({ length: ceiling - floor + 1 }, (_, index) => 10 ** (floor + index))
  return element(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', width, height, viewBox: `0 0 ${width} ${height}`, role: 'img' },
    element('title', {}, title),
    `<style>${style}</style>`,
    element('rect', { width, height, fill: '#ffffff' }),
    text(left, 28, title, { class: 'title' }),
    ...decades.flatMap((ns) => [
      element('line', { x1: left, x2: width - right, y1: up(ns), y2: up(ns), class: 'grid' }),
      text(left - 10, up(ns) + 4, time(ns).replace(/\.0/, ''), { 'text-anchor': 'end' }),
    ]),
    ...x.values.flatMap((value) => [
      element('line', { x1: across(value), x2: across(value), y1: top, y2: height - bottom, class: 'grid' }),
      text(across(value), height - bottom + 18, thousands(value), { 'text-anchor': 'middle' }),
    ]),
    text((left + width - right) / 2, height - 12, x.title, { 'text-anchor': 'middle' }),
    ...lines.map((line, index) => drawn(line, index, across, up)),
    legend(lines),
  )
}

const colour = ({ isBaseline }: Line, index: number): string => (isBaseline === true ? '#7b8794' : colourOf(index))

function drawn(line: Line, index: number, across: (value: number) => number, up: (ns: number) => number): string {
  const stroke = colour(line, index)
  const places = line.points.map(([value, ns]) => [across(value), up(ns), ns] as const)
  const path = places.map(([x, y], at) => `${at === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('')
  const dash = line.isBaseline === true ? { 'stroke-dasharray': '6 4' } : {}
  const end = places.at(-1)
  return [
    element('path', { d: path, fill: 'none', stroke, 'stroke-width': 2.2, 'stroke-linejoin': 'round', ...dash }),
    ...places.map(([x, y]) => element('circle', { cx: x, cy: y, r: 3.2, fill: stroke })),
    end === undefined ? '' : text(end[0], end[1] - 8, time(end[2]), { class: 'value', 'text-anchor': 'end' }),
  ].join('')
}

function legend(lines: readonly Line[]): string {
  let x = left
  return lines
    .map((line, index) => {
      const at = x
      x += 30 + line.name.length * 6.4
      const dash = line.isBaseline === true ? { 'stroke-dasharray': '6 4' } : {}
      return (
        element('line', {
          x1: at,
          x2: at + 18,
          y1: 52,
          y2: 52,
          stroke: colour(line, index),
          'stroke-width': 3,
          ...dash,
        }) + text(at + 24, 56, line.name, { class: 'name' })
      )
    })
    .join('')
}
