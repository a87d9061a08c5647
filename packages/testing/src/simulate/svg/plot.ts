import { lengthOf } from '../../play/length-of.js'
import type { Simulation } from '../simulation.js'
import { axisOf, grid } from './axis.js'
import { cooldownColour, failedColour } from './colours.js'
import { element, text } from './elements.js'
import { lanes, lanesHeight } from './lanes.js'
import { shares, sharesHeight } from './shares.js'

/** A simulation and what it is called. */
export interface NamedSimulation {
  readonly name: string
  readonly simulation: Simulation
}

const width = 1_000
const left = 210
const right = 24
const style = `
text { font: 12px system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif; fill: #1f2933 }
.title { font-size: 17px; font-weight: 600 }
.facts { font-size: 13px; fill: #52606d }
.small { font-size: 11px; fill: #7b8794 }
.label { font-size: 12px }
.grid { stroke: #9aa5b1; stroke-opacity: 0.35; stroke-dasharray: 2 3 }
.lane { fill: #f5f7fa }`

/**
 * Simulations as one picture, an SVG: for each a lane per target with its cooldowns and failures, and who served how many
 * over time. All on one scale of time.
 */
export function plot(simulations: readonly NamedSimulation[]): string {
  const endedAt = Math.max(...simulations.map(({ simulation }) => simulation.endedAt), 1)
  const panels: string[] = []
  let top = 16
  for (const { name, simulation } of simulations) {
    const { picture, height } = panel(name, simulation, endedAt, top)
    panels.push(picture)
    top += height
  }
  const kinds = simulations.flatMap(({ simulation }) =>
    simulation.timeline.targets.flatMap(({ cooldowns }) => cooldowns.map((cooldown) => cooldown.class)),
  )
  const height = top + 30
  return element(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', width, height, viewBox: `0 0 ${width} ${height}`, role: 'img' },
    `<style>${style}</style>`,
    element('rect', { width, height, fill: '#ffffff' }),
    ...panels,
    legend([...new Set(kinds)], top + 6),
  )
}

function panel(
  name: string,
  simulation: Simulation,
  endedAt: number,
  top: number,
): { readonly picture: string; readonly height: number } {
  const { timeline } = simulation
  const axis = axisOf(left, width - left - right, endedAt)
  const lanesTop = top + 56
  const sharesTop = lanesTop + lanesHeight(timeline.targets.length) + 8
  const bottom = sharesTop + sharesHeight
  const picture = [
    text(20, top + 18, name, { class: 'title' }),
    text(20, top + 40, factsOf(simulation), { class: 'facts' }),
    lanes(timeline, axis, lanesTop),
    shares(timeline, axis, sharesTop),
    grid(axis, lanesTop, bottom),
  ].join('')
  return { picture, height: bottom - top + 40 }
}

function factsOf({ requests, served, attemptsPerRequest, firstContentMs, wastedAttempts }: Simulation): string {
  return [
    `${percent(served, requests)} of ${requests.toLocaleString('en')} served`,
    `${attemptsPerRequest.toFixed(2)} attempts per request, ${wastedAttempts.toLocaleString('en')} wasted`,
    `first content: half within ${lengthOf(firstContentMs.p50)}, 99 % within ${lengthOf(firstContentMs.p99)}`,
  ].join('   ·   ')
}

/** So that 99.996 % never reads as all. */
function percent(part: number, whole: number): string {
  if (part === whole) return '100 %'
  return `${Math.min(99.99, Math.floor((10_000 * part) / Math.max(1, whole)) / 100)} %`
}

function legend(kinds: readonly string[], top: number): string {
  const items = [
    { words: 'cooling:' },
    ...kinds.map((kind) => ({ colour: cooldownColour(kind), words: kind, height: 12 })),
    { colour: failedColour, words: 'failed', height: 5 },
  ]
  let x = left
  return items
    .slice(kinds.length === 0 ? 1 : 0)
    .map((item) => {
      const at = x
      x += 12 + item.words.length * 6.4
      if (!('colour' in item)) return text(at, top + 11, item.words, { class: 'small' })
      x += 18
      const { colour, words, height } = item
      return (
        element('rect', { x: at, y: top + 12 - height, width: 12, height, fill: colour, 'fill-opacity': 0.8 }) +
        text(at + 17, top + 11, words, { class: 'small' })
      )
    })
    .join('')
}
