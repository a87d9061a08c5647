import { medianOf, ratiosOf } from '../lib/medians.js'
import { table, thousands } from '../lib/words.js'
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
