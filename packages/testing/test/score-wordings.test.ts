import { describe, expect, it } from 'vitest'
import type { ErrorCase } from '../cases/error-case.js'
import { targetOfNobody } from '../cases/error-target.js'
import { reworded, withoutCodes, withoutSentences } from '../cases/error-variants.js'
import { fixture, readCases, wordings } from '../cases/read-cases.js'
import { scoreRow } from '../cases/score-row.js'
import { type Accuracy, accuracyOf, percentOf } from '../cases/summary.js'

const recorded = readCases(fixture)
const remembered = readCases(wordings)

/** The rules are written from what fields mean, so they should also read what nobody wrote a rule for. */
const accuracy = (cases: readonly (ErrorCase | undefined)[], ofNobody = false): Accuracy =>
  accuracyOf(
    cases
      .filter((errorCase) => errorCase !== undefined)
      .map((errorCase) => scoreRow(errorCase, ofNobody ? targetOfNobody(errorCase.provider) : undefined))
      .filter((row) => 'got' in row),
  )

describe.each([
  ['other wordings of the same vendors', accuracy(remembered), 97, 96],
  ['recorded replies in other words', accuracy(recorded.map(reworded)), 98, 97],
  ['other wordings in other words', accuracy(remembered.map(reworded)), 95, 95],
  ['recorded replies without a machine word', accuracy(recorded.map(withoutCodes)), 95, 95],
  ['other wordings without a machine word', accuracy(remembered.map(withoutCodes)), 94, 92],
  ['recorded replies without a sentence', accuracy(recorded.map(withoutSentences)), 72, 75],
  ["recorded replies without their vendor's table", accuracy(recorded, true), 93, 84],
  ["other wordings without their vendor's table", accuracy(remembered, true), 93, 90],
])('of %s', (_, { class: strict, scope, failover }, classBar, scopeBar) => {
  it(`the class is right for at least ${classBar} %`, () => {
    expect(percentOf(strict)).toBeGreaterThanOrEqual(classBar)
  })
  it(`the scope is right for at least ${scopeBar} %`, () => {
    expect(percentOf(scope)).toBeGreaterThanOrEqual(scopeBar)
  })
  it('whether to fail over is right for at least 84 %', () => {
    expect(percentOf(failover)).toBeGreaterThanOrEqual(84)
  })
})
