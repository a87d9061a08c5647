import { grouped } from '../grouped.js'
import type { Played } from './row.js'

/** How the rows came out, by the part of a theme that stands before its slash: passed of played, and how many were left out. */
export function figures(rows: readonly Played[]): readonly string[] {
  const themes = grouped(rows, ({ theme }) => theme.split('/')[0] ?? theme)
  return [...themes]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([theme, own]) => `${theme.padEnd(34)}${countsOf(own)}`)
}

/** One line that says it all. */
export const summaryLine = (rows: readonly Played[]): string => `${rows.length} rows: ${countsOf(rows)}`

function countsOf(rows: readonly Played[]): string {
  const { passed, failed, skipped } = tally(rows)
  return `${passed} passed, ${failed} failed, ${skipped} skipped`
}

/** How many passed, failed, and were left out. */
export function tally(rows: readonly Played[]): {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
} {
  const skipped = rows.filter((row) => 'skipped' in row).length
  const passed = rows.filter((row) => 'ok' in row && row.ok).length
  return { passed, failed: rows.length - skipped - passed, skipped }
}
