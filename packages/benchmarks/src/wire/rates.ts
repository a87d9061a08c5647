import { medianOf, ratiosOf } from '../lib/medians.js'
import { met, table, thousands } from '../lib/words.js'
import type { Answered } from './closed-loop.js'

/** What was measured in one round: the answers, and the CPU time of who is measured. */
export interface Rate extends Answered {
  readonly cpuUs: number
}

/** Who is measured, and what came of each round. */
export interface Lane {
  readonly name: string
  readonly rates: readonly Rate[]
}

/** One table: throughput, times, CPU time, and the throughput over that of some others of the same rounds. */
export function ratesTable(
  lanes: readonly Lane[],
  over: readonly { readonly title: string; readonly name: string }[],
): string {
  const ratesOf = (name: string): readonly number[] =>
    lanes.find((lane) => lane.name === name)?.rates.map(({ perSecond }) => perSecond) ?? []
  return table([
    ['', 'requests/s', 'p50', 'p99', 'CPU of a request', 'failed', ...over.map(({ title }) => `over ${title}`)],
    ...lanes.map(({ name, rates }) => [
      name,
      thousands(medianOf(rates.map(({ perSecond }) => perSecond))),
      ms(medianOf(rates.map(({ p50Ms }) => p50Ms))),
      ms(medianOf(rates.map(({ p99Ms }) => p99Ms))),
      `${thousands(medianOf(rates.map(({ cpuUs, requests }) => cpuUs / requests)))} µs`,
      thousands(rates.reduce((sum, { failed }) => sum + failed, 0)),
      ...over.map((other) => (other.name === name ? '' : ratio(ratesOf(name), ratesOf(other.name)))),
    ]),
  ])
}

const ms = (figure: number): string => `${figure.toFixed(figure < 10 ? 2 : 0)} ms`

function ratio(ours: readonly number[], theirs: readonly number[]): string {
  const { median, lowest, highest } = ratiosOf(ours, theirs)
  const say = (figure: number): string => figure.toFixed(2)
  return `**${say(median)}** (${say(lowest)} – ${say(highest)})`
}

/** What is measured how. */
export interface Setting {
  readonly stream: boolean
  readonly concurrent: number
}

export const settings: readonly Setting[] = [false, true].flatMap((stream) =>
  [1, 64, 512].map((concurrent) => ({ stream, concurrent })),
)

/** The setting as a heading. */
export const headingOf = ({ stream, concurrent }: Setting, of: string): string =>
  `### ${stream ? 'Streamed' : 'Not streamed'}, ${concurrent === 1 ? `one ${of}` : `${concurrent} ${of}s`} at a time`

/** A lane over another one against a bar: by throughput, and by the CPU time of a request, which others on the machine disturb less. */
export function barRow(
  what: string,
  lanes: readonly Lane[],
  { ours, theirs, atLeast }: { readonly ours: string; readonly theirs: string; readonly atLeast: number },
): readonly string[] {
  const of = (name: string, figure: (rate: Rate) => number): readonly number[] =>
    lanes.find((lane) => lane.name === name)?.rates.map(figure) ?? []
  const rate = ({ perSecond }: Rate): number => perSecond
  const perCpu = ({ cpuUs, requests }: Rate): number => requests / cpuUs
  const measured = ratiosOf(of(ours, rate), of(theirs, rate)).median
  const byCpu = ratiosOf(of(ours, perCpu), of(theirs, perCpu)).median
  return [what, ours, theirs, `≥ ${atLeast}`, measured.toFixed(2), byCpu.toFixed(2), met(measured >= atLeast)]
}

export const barTitles = ['', 'what', 'over', 'bar', 'by requests/s', 'by CPU of a request', 'met'] as const
