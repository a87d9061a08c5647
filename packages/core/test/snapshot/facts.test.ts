import { expect, it } from 'vitest'
import { capped, type Fact, undominated } from '../../src/snapshot/fact.js'

const fact = (told: Partial<Fact> = {}): Fact => ({
  class: 'rate-limited',
  failedAt: 10,
  until: 20,
  level: 2,
  needs: 'generation-started',
  firm: false,
  probe: false,
  ...told,
})

it.each<[string, Partial<Fact>, Partial<Fact>]>([
  ['is of an earlier moment', { failedAt: 11 }, {}],
  ['ends earlier', { until: 21 }, {}],
  ['is of a lower level', { level: 3 }, {}],
  ['needs less', { needs: 'generation-completed' }, {}],
  ['is a guess', { firm: true }, {}],
  ['calls for no probe', { probe: true }, {}],
  ['hints at an earlier time', { hintedUntil: 40 }, { hintedUntil: 30 }],
  ['hints at no time', { hintedUntil: 40 }, {}],
  ['is earlier, and hints at a later time', { failedAt: 11, hintedUntil: 30 }, { hintedUntil: 40 }],
  ['was over by then, though it ended later and was firm', { failedAt: 20, until: 20 }, { firm: true }],
])('a fact is dropped that says as much as another, but %s', (_, winner, loser) => {
  const [kept, dropped] = [fact(winner), fact(loser)]
  expect(undominated([kept, dropped])).toEqual([kept])
  expect(undominated([dropped, kept])).toEqual([kept])
})

it.each<[string, Partial<Fact>, Partial<Fact>]>([
  ['the moment', { level: 3 }, { failedAt: 11 }],
  ['the moment, though the earlier ends later', { until: 30 }, { failedAt: 11, until: 29 }],
  ['the moment, though the earlier is firm and was not over yet', { firm: true }, { failedAt: 19 }],
  ['the end', { level: 3 }, { until: 21 }],
  ['the level', { firm: true }, { level: 3 }],
  ['the class', { class: 'overloaded' }, { class: 'rate-limited' }],
  ['the class before what it needs', { class: 'overloaded', needs: 'generation-completed' }, {}],
  ['what it needs', { firm: true }, { needs: 'generation-completed' }],
  ['how sure it is', { probe: true }, { firm: true }],
  ['the probe', { hintedUntil: 40 }, { probe: true }],
])('facts of which neither says all that the other does are both kept, in the order of %s', (_, first, second) => {
  const [before, after] = [fact(first), fact(second)]
  expect(undominated([before, after])).toEqual([before, after])
  expect(undominated([after, before])).toEqual([before, after])
})

it('of facts that cooled nothing and are of one moment the surer one stays', () => {
  const [guess, sure] = [fact({ until: 10 }), fact({ until: 10, firm: true })]
  expect(undominated([guess, sure])).toEqual([sure])
  expect(undominated([sure, guess])).toEqual([sure])
})

it('of facts that say the same the first one stays, and one that is alone stays as it is', () => {
  const [one, same, other] = [fact(), fact(), fact({ class: 'timeout' })]
  const kept = undominated([one, same, other, same])
  expect(kept).toEqual([one, other])
  expect(kept[0]).toBe(one)
  expect(undominated([one])).toEqual([one])
  expect(undominated([])).toEqual([])
})

it('a cooldown is cut to the longest that is believed, and is left as it is where it is no longer', () => {
  expect(capped(fact({ until: 31, firm: true }), 20)).toEqual(fact({ until: 30, firm: true }))
  const longest = fact({ until: 30 })
  expect(capped(longest, 20)).toBe(longest)
})
