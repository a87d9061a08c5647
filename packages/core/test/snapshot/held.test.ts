import { expect, it } from 'vitest'
import type { Fact } from '../../src/snapshot/fact.js'
import {
  type Cooling,
  coolingAt,
  type Held,
  isSuspended,
  isVacant,
  joinHeld,
  longer,
  nothingHeld,
  openUntil,
  recoveringAt,
} from '../../src/snapshot/held.js'
import { noProofs, proofOf } from '../../src/snapshot/proofs.js'

const fact = (told: Partial<Fact> = {}): Fact => ({
  class: 'rate-limited',
  failedAt: 10,
  until: 20,
  level: 1,
  needs: 'generation-started',
  firm: false,
  probe: false,
  ...told,
})

const suspended = (suspendedAt: number, reason?: string): Held =>
  reason === undefined ? { facts: [], suspendedAt } : { facts: [], suspendedAt, reason }

it.each<[string, Held, Held, Held]>([
  ['one of them', nothingHeld, suspended(5, 'invoice'), suspended(5, 'invoice')],
  ['the later', suspended(5, 'z'), suspended(6, 'a'), suspended(6, 'a')],
  ['the later, even without a reason', suspended(5, 'z'), suspended(6), suspended(6)],
  ['of those of one moment the one with a reason', suspended(5), suspended(5, 'A'), suspended(5, 'A')],
  ['of those with a reason the one that reads later', suspended(5, 'A'), suspended(5, 'B'), suspended(5, 'B')],
])('of two suspensions there holds %s', (_, one, other, both) => {
  expect(joinHeld(one, other, noProofs)).toStrictEqual(both)
  expect(joinHeld(other, one, noProofs)).toBe(other)
})

it('of two resumptions the later holds, beside a suspension', () => {
  const resumed = (resumedAt: number): Held => ({ facts: [], resumedAt })
  expect(joinHeld(nothingHeld, resumed(5), noProofs)).toStrictEqual(resumed(5))
  expect(joinHeld(resumed(5), nothingHeld, noProofs)).toStrictEqual(resumed(5))
  expect(joinHeld(resumed(5), resumed(6), noProofs)).toStrictEqual(resumed(6))
  expect(joinHeld(resumed(6), resumed(5), noProofs)).toStrictEqual(resumed(6))
  expect(joinHeld(suspended(5, 'A'), resumed(6), noProofs)).toStrictEqual({ ...suspended(5, 'A'), resumedAt: 6 })
})

it('facts are joined but for what has been cleared, and what is known already changes nothing', () => {
  const [early, late] = [fact({ failedAt: 1, until: 50 }), fact({ failedAt: 10, level: 3 })]
  const mine: Held = { facts: [early] }
  expect(joinHeld(mine, { facts: [late] }, noProofs)).toStrictEqual({ facts: [early, late] })
  expect(joinHeld(mine, { facts: [late] }, proofOf('generation-started', 5))).toStrictEqual({ facts: [late] })
  expect(joinHeld(mine, { facts: [early] }, noProofs)).toBe(mine)
  expect(joinHeld(mine, nothingHeld, noProofs)).toBe(mine)
})

it('nothing is worth keeping of a scope without facts that has neither been suspended nor resumed', () => {
  expect([nothingHeld, { facts: [fact()] }, suspended(0), { facts: [], resumedAt: 0 }].map(isVacant)).toEqual([
    true,
    false,
    false,
    false,
  ])
})

it('a scope is suspended from its suspension until a resumption that is no earlier', () => {
  const at = (suspendedAt: number, resumedAt: number): Held => ({ facts: [], suspendedAt, resumedAt })
  const cases = [nothingHeld, { facts: [], resumedAt: 5 }, suspended(5), at(5, 4), at(5, 5), at(5, 6)]
  expect(cases.map(isSuspended)).toEqual([false, false, true, true, false, false])
})

it.each([
  [100, 130],
  [130, 130],
  [140, 130],
  // Seen from before its start it is no longer than it was made.
  [90, 120],
  [71, 101],
  // And further back than its own length it does not hold.
  [70, 70],
  [-500, -500],
])('seen from %d a span from 100 to 130 ends at %d', (now, end) => {
  expect(openUntil(100, 130, now)).toBe(end)
})

it('the cooldown that ends last counts, firm if any that is open is', () => {
  const [guess, sure, over] = [fact({ until: 30 }), fact({ until: 25, firm: true }), fact({ until: 15, firm: true })]
  const facts = [guess, sure, over]
  expect(coolingAt({ facts }, 20)).toStrictEqual({ fact: guess, until: 30, firm: true })
  expect(coolingAt({ facts }, 25)).toStrictEqual({ fact: guess, until: 30, firm: false })
  expect(coolingAt({ facts }, 30)).toBeUndefined()
})

it('of two that are out of use the one that ends last is the longer, of equals the firm one, and it is the firm if either is', () => {
  const cooling = (until: number, firm: boolean): Cooling => ({ fact: fact({ until, firm }), until, firm })
  const [short, long, sure] = [cooling(20, false), cooling(30, false), cooling(30, true)]
  expect(longer(undefined, short)).toBe(short)
  expect(longer(short, long)).toBe(long)
  expect(longer(long, short)).toBe(long)
  expect(longer(long, cooling(30, false))).toBe(long)
  expect(longer(long, sure)).toBe(sure)
  expect(longer(sure, long)).toBe(sure)
  expect(longer(long, cooling(20, true))).toStrictEqual({ ...long, firm: true })
  expect(longer(cooling(20, true), long)).toStrictEqual({ ...long, firm: true })
})

it('what has to prove itself does so once its cooldown is over, and a firm failure comes first', () => {
  const [plain, guess, sure, open] = [
    fact(),
    fact({ probe: true }),
    fact({ probe: true, firm: true }),
    fact({ probe: true, until: 21, firm: true }),
  ]
  expect(recoveringAt({ facts: [plain] }, 20)).toBeUndefined()
  expect(recoveringAt({ facts: [plain, guess] }, 20)).toBe(guess)
  expect(recoveringAt({ facts: [open, guess] }, 20)).toBe(guess)
  expect(recoveringAt({ facts: [guess] }, 19)).toBeUndefined()
  expect(recoveringAt({ facts: [guess, sure] }, 20)).toBe(sure)
  expect(recoveringAt({ facts: [sure, guess] }, 20)).toBe(sure)
})
