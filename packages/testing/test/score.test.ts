import { expect, it } from 'vitest'
import { fixture, readCases } from '../cases/read-cases.js'
import { scoreRow } from '../cases/score-row.js'
import { accuracyOf, percentOf } from '../cases/summary.js'

const rows = readCases(fixture).map((errorCase) => scoreRow(errorCase))
const scores = rows.filter((row) => 'got' in row)
const accuracy = accuracyOf(scores)

it('every labelled reply is scored', () => {
  expect(rows.filter((row) => 'skipped' in row)).toEqual([])
})

it('the class of at least 99 % of the labelled replies is right', () => {
  expect(percentOf(accuracy.class)).toBeGreaterThanOrEqual(99)
})

it('the scope of at least 99 % is right', () => {
  expect(percentOf(accuracy.scope)).toBeGreaterThanOrEqual(99)
})

it('every stated retry time is read', () => {
  expect(accuracy.retryTime.right).toBe(accuracy.retryTime.of)
})

it('everything that must stop stops', () => {
  expect(scores.filter(({ want, got }) => !want.failover && got.failover)).toEqual([])
})

it('nothing stops that should not, but bytes: whoever else is asked would be sent as many', () => {
  const stopped = scores.filter(({ want, got }) => want.failover && !got.failover)
  expect(new Set(stopped.map(({ got }) => got.class))).toEqual(new Set(['request-too-large']))
})
