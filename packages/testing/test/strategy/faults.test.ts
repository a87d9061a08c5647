import type { Preference } from '@router/core'
import { type Law, strategyLaws } from '@router/testing'
import { describe, expect, it } from 'vitest'
import { faults } from './faults.js'

/** What the law says that tells each fault. */
const told: Readonly<Record<keyof typeof faults, readonly [law: string, says: RegExp]>> = {
  moduloOfTurns: ['those it does not keep are away', /without .*, whom it does not keep, it keeps/],
  hashOfPlace: ['those it does not keep are away', /a target is who it is, never a place in a list/],
  cursorInAField: ['whatever it was asked before', /asked the same again.*, it keeps/],
  neverForgives: ['that comes back', /has been asked for none of \d+ requests since/],
  staysWithTheLast: ['that comes back', /was asked for 1 of 1 requests before,\n {2}is back since 60020ms/],
  rememberedList: ['only candidates it was given', /which it was not given\n.* is out: /],
  sessionsInAMap: ['whatever it was asked before', /asked the same again.*, it keeps/],
  exploresNowAndThen: ['whatever it was asked before', /asked the same again and again, \d+ times, it keeps/],
  placeAfterTheLast: ['those it does not keep are away', /without .*, whom it does not keep, it keeps/],
  hashOfSortedNames: ['those it does not keep are away', /a target is who it is, never a place in a list/],
  cachesForAMinute: ['only candidates it was given', /which it was not given\n.* is out: cooling for another 30 s/],
  countsFailures: ['whatever it was asked before', /asked the same again.*, it keeps/],
  throwsOnOne: ['any list', /where .* is the only one, throws TypeError/],
  copies: ['no copies', /another object than it was given for .*\n {2}make no copies/],
  keepsTwice: ['only candidates it was given', /and keeps .* twice/],
  reorders: ['in their order', /which is another order/],
  sortsInPlace: ['changes nothing', /reordered the list it was handed, in place/],
  writesToLabels: ['changes nothing', /changed a candidate: from .* to .*labels \{"seen":1\}/],
  takesFromTheList: ['changes nothing', /added to the list it was handed, or took from it/],
  readsTheClock: ['reads no clock', /and calls Date\.now\(\)/],
  makesADate: ['reads no clock', /and calls new Date\(\)/],
  drawsLots: ['draws no lots', /and calls Math\.random\(\)/],
  keepsNobody: ['keeps somebody', /and keeps nobody, as in all \d+ questions of 200 lives/],
  returnsNoList: ['any list', /returns .* which is no list/],
}

/** What the check of a law throws. */
const failureOf = ({ check }: Law): Promise<string> =>
  check().then(
    () => 'nothing',
    (error: Error) => error.message,
  )

describe.each(Object.entries(told))('the fault %s', (fault, [sentence, says]) => {
  const make = faults[fault as keyof typeof faults]

  it(`is told by the law '${sentence}', as a small transcript`, async () => {
    const laws = strategyLaws(make).filter(({ name }) => name.includes(sentence))
    const [message = ''] = await Promise.all(laws.map(failureOf))
    expect(laws.length).toBe(1)
    expect(message).toMatch(says)
    expect(message).toMatch(/^broken: '[a-z-]+' /)
    expect(message).toMatch(/\n----\n\d+ms ask #r1 fast/)
    expect(message.split('\n').length).toBeLessThanOrEqual(30)
  })
})

it.each(['cursorInAField', 'neverForgives', 'rememberedList', 'sessionsInAMap'] as const)(
  'the fault %s is found in a strategy that cannot be made anew, too',
  async (fault) => {
    const [law] = strategyLaws(faults[fault]())
    expect(law && (await failureOf(law))).toMatch(/asked the same again.*, it keeps/)
  },
)

it('a law that is not meant to be kept can be left out', () => {
  const names = strategyLaws(faults.staysWithTheLast, { except: ['comes back'] }).map(({ name }) => name)
  expect(names.some((name) => name.includes('comes back'))).toBe(false)
  expect(names.length).toBe(9)
})

it('what is no strategy is refused at once, in words', () => {
  const misspelt = { name: 'mine', narow: () => [] } as unknown as Preference
  for (const given of [misspelt, () => misspelt, [misspelt]])
    expect(() => strategyLaws(given)).toThrow('that is no strategy: hand in a preference')
})
