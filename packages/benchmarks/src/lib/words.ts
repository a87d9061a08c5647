import type { Spread } from './medians.js'

/** A length of time in nanoseconds, as people write it. */
export function time(ns: number): string {
  if (ns < 1_000) return `${ns < 10 ? ns.toFixed(1) : Math.round(ns)} ns`
  const [value, unit] = ns < 1e6 ? [ns / 1e3, 'µs'] : ns < 1e9 ? [ns / 1e6, 'ms'] : [ns / 1e9, 's']
  return `${value.toFixed(value < 100 ? 1 : 0)} ${unit}`
}

/** A number of bytes. */
export function size(bytes: number | undefined): string {
  if (bytes === undefined) return ''
  if (bytes < 1_000) return `${Math.round(bytes)} B`
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`
}

/** A whole number with commas. */
export const thousands = (count: number): string => Math.round(count).toLocaleString('en')

/** How many times as much. */
export const times = (ratio: number): string => `${ratio < 10 ? ratio.toFixed(2) : thousands(ratio)} ×`

/** The lowest and the highest. */
export const range = ({ lowest, highest }: Spread, say: (figure: number) => string): string =>
  `${say(lowest)} – ${say(highest)}`

/** Is a bar met? A page says where it is not. */
export const met = (is: boolean): string => (is ? 'yes' : '**no**')

/** A table in Markdown; the first row holds the titles. All columns but the first are numbers. */
export function table(rows: readonly (readonly string[])[]): string {
  const [titles = [], ...rest] = rows
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [line(titles), line(titles.map((_, column) => (column === 0 ? '---' : '--:'))), ...rest.map(line)].join('\n')
}
