import {
  definePolicy,
  emptySnapshot,
  type Policy,
  type Preference,
  reduce,
  type Snapshot,
  type Strategy,
  select,
} from '@router/core'
import * as fc from 'fast-check'
import { expectThat, type Law, type LawOptions, lawOf } from './law.js'
import { guarded } from './strategy/guarded.js'

/** Some equal targets, and which of them are there at each request: one bit each. */
interface Availability {
  readonly count: number
  readonly masks: readonly number[]
}

/**
 * What a strategy promises that claims to give everybody the same share; for those who claim it. Tells a broken promise as
 * a table: who was there, and who was picked.
 *
 * @example
 * ```ts
 * import { roundRobin } from '@router/core'
 * import { fairnessLaws } from '@router/testing'
 * for (const { check } of fairnessLaws(roundRobin)) await check()
 * console.log(fairnessLaws(roundRobin)[1]?.name) // → 'round-robin' passes nobody over more than n-1 times in a row
 * ```
 */
export function fairnessLaws(
  strategy: Strategy | Preference | (() => Strategy | Preference),
  options: LawOptions = {},
): readonly Law[] {
  const make = (): Strategy => {
    const made = typeof strategy === 'function' ? strategy() : strategy
    return guarded('narrow' in made ? [made] : made)
  }
  const name = `'${make()
    .map((preference) => preference.name)
    .join(', ')}'`
  const law = (sentence: string, among: typeof changing, holds: (played: Picks) => void): Law =>
    lawOf(`${name} ${sentence}`, among, (availability) => holds(picksOf(make(), availability)), options)
  return [
    law('picks everybody who is there equally often, give or take one', constant, isEven),
    law('passes nobody over more than n-1 times in a row', changing, starvesNobody),
    law('gives one that returns no turns that it missed', changing, banksNothing),
  ]
}

const counts = fc.integer({ min: 2, max: 4 })
const changing: fc.Arbitrary<Availability> = counts.chain((count) =>
  fc.record({
    count: fc.constant(count),
    masks: fc.array(fc.integer({ min: 1, max: 2 ** count - 1 }), { minLength: 1, maxLength: 30, size: 'max' }),
  }),
)
const constant: fc.Arbitrary<Availability> = counts.chain((count) =>
  fc
    .tuple(fc.integer({ min: 1, max: 2 ** count - 1 }), fc.integer({ min: 1, max: 20 }))
    .map(([mask, length]) => ({ count, masks: Array.from({ length }, () => mask) })),
)

/** Who was there at each request, and who was picked, by number. */
interface Picks {
  readonly ids: readonly string[]
  readonly rows: readonly { readonly there: readonly boolean[]; readonly picked: number }[]
}

function picksOf(strategy: Strategy, { count, masks }: Availability): Picks {
  const providers = ['a', 'b', 'c', 'd'].slice(0, count)
  const policy = definePolicy(
    {
      providers: Object.fromEntries(providers.map((provider) => [provider, {}])),
      aliases: { all: { targets: providers.map((provider) => `${provider}/m`), strategy: 'mine' } },
    },
    { strategies: { mine: strategy } },
  )
  const ids = [...policy.targets.keys()]
  let snapshot: Snapshot = emptySnapshot
  const rows = masks.map((mask, index) => {
    const there = providers.map((_, place) => (mask & (1 << place)) !== 0)
    snapshot = withAbsent(policy, snapshot, there, index * 10)
    const decision = select(policy, snapshot, { id: `r${index + 1}`, model: 'all' }, index * 10)
    if (decision.type !== 'use') return { there, picked: -1 }
    const { target, name } = decision
    const at = index * 10
    for (const event of [
      { type: 'attempt-started', at, name, target: target.id, number: 1, spendsToken: false },
      { type: 'attempt-abandoned', at, target: target.id, startedAt: at },
    ] as const)
      snapshot = reduce(policy, snapshot, event)
    return { there, picked: ids.indexOf(target.id) }
  })
  return { ids, rows }
}

/** The absent cool at this moment. */
function withAbsent(policy: Policy, snapshot: Snapshot, there: readonly boolean[], at: number): Snapshot {
  return [...policy.targets.values()].reduce(
    (known, { scopes: { target: key } }, place) =>
      there[place] ? known : reduce(policy, known, { type: 'cooldown-set', at, key, until: at + 5 }),
    snapshot,
  )
}

function isEven(played: Picks): void {
  const { ids, rows } = played
  const there = ids.map((_, index) => index).filter((index) => rows[0]?.there[index])
  const picks = there.map((index) => rows.filter(({ picked }) => picked === index).length)
  expectThat(Math.max(...picks) - Math.min(...picks) <= 1, () =>
    table(played, `picks: ${there.map((index, place) => `${ids[index]} ${picks[place]}`).join(', ')}`),
  )
}

function starvesNobody(played: Picks): void {
  const { ids, rows } = played
  for (const [who, id] of ids.entries()) {
    let passedOver = 0
    for (const [index, { there, picked }] of rows.entries()) {
      passedOver = picked === who ? 0 : there[who] ? passedOver + 1 : passedOver
      expectThat(passedOver < ids.length, () =>
        table(
          { ids, rows: rows.slice(0, index + 1) },
          `${id} was there and passed over ${passedOver} times in a row, of ${ids.length} targets`,
        ),
      )
    }
  }
}

/** Between two picks of one target, everybody who was there all the time has been picked. */
function banksNothing(played: Picks): void {
  const { ids, rows } = played
  for (const [who, id] of ids.entries()) {
    const turns = rows.flatMap(({ picked }, index) => (picked === who ? [index] : []))
    for (const [place, from] of turns.slice(0, -1).entries()) {
      const to = turns[place + 1] ?? rows.length
      const between = rows.slice(from, to + 1)
      const waiting = ids.findIndex(
        (_, other) => other !== who && between.every(({ there, picked }) => there[other] && picked !== other),
      )
      expectThat(waiting < 0, () =>
        table(
          { ids, rows: rows.slice(0, to + 1) },
          `${id} was picked twice, while ${ids[waiting]} was there all the time and was not`,
        ),
      )
    }
  }
}

function table({ ids, rows }: Picks, wrong: string): string {
  const head = `request  ${ids.map((id) => id.padEnd(12)).join('')}`.trimEnd()
  const lines = rows.map(({ there, picked }, index) => {
    const cells = ids.map((_, who) => (picked === who ? 'picked' : there[who] ? 'there' : '-').padEnd(12))
    return `r${index + 1}`.padEnd(9) + cells.join('').trimEnd()
  })
  return [head, ...lines, '', wrong].join('\n')
}
