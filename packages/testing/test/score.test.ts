import { expect, it } from 'vitest'
import { fixture, readCases } from '../cases/read-cases.js'
import { scoreRow } from '../cases/score-row.js'
import { accuracyOf, type Share } from '../cases/summary.js'

const rows = readCases(fixture).map(scoreRow)
const accuracy = accuracyOf(rows.filter((row) => 'got' in row))
const percent = ({ right, of }: Share): number => (100 * right) / of

it('every labelled reply is scored', () => {
  expect(rows.filter((row) => 'skipped' in row)).toEqual([])
})

it('the class of at least 99 % of the labelled replies is right', () => {
  expect(percent(accuracy.class)).toBeGreaterThanOrEqual(99)
})

it('the scope of at least 98 % is right', () => {
  expect(percent(accuracy.scope)).toBeGreaterThanOrEqual(98)
})

it('every stated retry time is read', () => {
  expect(accuracy.retryTime.right).toBe(accuracy.retryTime.of)
})

it('whether to fail over is right for at least 98 %', () => {
  expect(percent(accuracy.failover)).toBeGreaterThanOrEqual(98)
})
