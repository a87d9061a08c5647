import { expect, it } from 'vitest'
import { exceptions } from '../cases/scenarios/exceptions.js'
import { figures, summaryLine, tally } from '../cases/scenarios/figures.js'
import { fixtures, playFiles } from '../cases/scenarios/read-rows.js'

const rows = playFiles(fixtures)

/** Only up: whoever breaks a row finds it here. */
const passing = 178

it('no row fails that is not listed', () => {
  expect(rows.filter((row) => 'ok' in row && !row.ok)).toEqual([])
})

it(`at least ${passing} rows of other routers pass`, () => {
  expect(tally(rows).passed).toBeGreaterThanOrEqual(passing)
})

it('an exception is listed only for a row that is there and would fail without it', () => {
  const unlisted = playFiles(fixtures, new Map()).filter(({ id }) => exceptions.has(id))
  expect(unlisted.map(({ id }) => id)).toEqual([...exceptions.keys()])
  expect(unlisted.filter((row) => 'ok' in row && row.ok)).toEqual([])
})

it('a row that is left out says why, by what it asks for and not by its name', () => {
  const left = rows.flatMap((row) => ('skipped' in row && !exceptions.has(row.id) ? [row] : []))
  expect(left.filter(({ id, skipped }) => skipped === '' || skipped.includes(id))).toEqual([])
})

it('every row is counted once, in its theme and in the sum', () => {
  const { passed, failed, skipped } = tally(rows)
  expect(passed + failed + skipped).toBe(rows.length)
  const sums = figures(rows).map((line) =>
    [...line.matchAll(/(\d+) (?:passed|failed|skipped)/g)].map(([, n]) => Number(n)),
  )
  expect([0, 1, 2].map((index) => sums.reduce((sum, counts) => sum + (counts[index] ?? 0), 0))).toEqual([
    passed,
    failed,
    skipped,
  ])
  expect(summaryLine(rows)).toBe(`${rows.length} rows: ${passed} passed, ${failed} failed, ${skipped} skipped`)
})
