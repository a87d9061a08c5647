import type { CoreCase } from './core-cases.js'
import type { Loopback, Ratio } from './loopback.js'

/** All that was measured. */
export interface Measurements {
  readonly core: readonly CoreCase[]
  readonly loopback: Loopback
  readonly importMs: number
  readonly zippedBytes: number
  readonly node: string
  readonly cores: number
  readonly tookS: number
}

/** The page of measurements: every bar beside its figure, missed ones included. */
export function reportOf(all: Measurements): string {
  const { core, loopback, importMs, zippedBytes, node, cores, tookS } = all
  return `# Measurements

\`\`\`sh
npm run bench              # prints this page
npm run bench -- --write   # and replaces it
\`\`\`

Node ${node}, ${cores} cores of a shared machine, ${tookS} s in all. What is measured is the sources bundled by esbuild, since that is what a
user runs. Each figure is the median of several rounds after warming up, with the fastest and slowest round behind it. Other
work on the machine shows as spread; single figures move by a tenth or two between runs.

## The core

The baseline is a hand-written round robin: an array, a cursor and a field per target, all overwritten in place. It classifies
nothing, explains nothing and cannot be shared; it is the floor, not a rival: among 10,000 it looks at one, where a strategy
looks at all.

${table(
  ['what', 'bar', 'median', 'fastest – slowest', 'baseline', 'ratio', 'met'],
  core.map(({ what, barNs, measured, baseline }) => [
    what,
    barNs === undefined ? '' : `≤ ${time(barNs)}`,
    time(measured.medianNs),
    `${time(measured.lowestNs)} – ${time(measured.highestNs)}`,
    baseline === undefined ? '' : time(baseline.medianNs),
    baseline === undefined ? '' : `${(measured.medianNs / baseline.medianNs).toFixed(0)} ×`,
    barNs === undefined ? '' : met(measured.medianNs <= barNs),
  ]),
)}

| what | bar | measured | met |
|---|---|---|---|
| all of core, minified, gzip −9 | ≤ 12,000 bytes | ${thousands(zippedBytes)} bytes | ${met(zippedBytes <= 12_000)} |
| importing core in a fresh process | none | ${importMs.toFixed(1)} ms | |

## \`createRouterFetch\` on loopback

Not streamed, 16 requests at a time, prompt and answer of about 1 kB each, no failure, the upstream in a process of its own; the three take
turns in every round, and a ratio is the median of the ratios of the rounds. The hand-written fetch rewrites the model, carries a
timeout signal and observes the body.

${table(
  ['what', 'requests/s', 'router over it', 'lowest – highest', 'bar', 'met'],
  [
    ['bare `fetch`', thousands(loopback.bare), ...ratio(loopback.overBare, 0.75)],
    ['hand-written `fetch`', thousands(loopback.handWritten), ...ratio(loopback.overHandWritten, 0.95)],
    ['`createRouterFetch`', thousands(loopback.router), '', '', '', ''],
  ],
)}

| what | bar | measured | met |
|---|---|---|---|
| 1,000 requests at once, the primary dead | 1,000 served | ${thousands(loopback.servedOf1000)} | ${met(loopback.servedOf1000 === 1_000)} |
`
}

function ratio({ median, lowest, highest }: Ratio, bar: number): readonly string[] {
  return [median.toFixed(2), `${lowest.toFixed(2)} – ${highest.toFixed(2)}`, `≥ ${bar}`, met(median >= bar)]
}

const met = (is: boolean): string => (is ? 'yes' : '**no**')

const thousands = (count: number): string => Math.round(count).toLocaleString('en')

function time(ns: number): string {
  if (ns < 1_000) return `${Math.round(ns)} ns`
  const [value, unit] = ns < 1e6 ? [ns / 1e3, 'µs'] : [ns / 1e6, 'ms']
  return `${value.toFixed(value < 100 ? 1 : 0)} ${unit}`
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return [header, header.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n')
}
