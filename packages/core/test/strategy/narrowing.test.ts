import {
  definePolicy,
  emptySnapshot,
  explain,
  type Policy,
  type PolicyInput,
  type RouterEvent,
  reduce,
  type Snapshot,
  type StrategyInput,
  select,
  type TargetId,
} from '@router/core'
import { expect, it } from 'vitest'

const priced = (prices: Readonly<Record<string, number | string>>, strategy: StrategyInput): PolicyInput => ({
  providers: {
    p: { models: Object.fromEntries(Object.entries(prices).map(([model, price]) => [model, { labels: { price } }])) },
  },
  aliases: { fast: { targets: Object.keys(prices).map((model) => `p/${model}`), strategy } },
})

/** The models that each preference keeps. */
const keptBy = (input: PolicyInput): readonly string[] => keptIn(definePolicy(input), 'r1')
const keptIn = (policy: Policy, id: string): readonly string[] =>
  explain(policy, emptySnapshot, { id, model: 'fast' }, 0).tiers.flatMap(({ narrowed }) =>
    narrowed.map(({ by, kept }) => `${by}: ${kept.map((target) => target.replace('p/default/', '')).join(' ')}`),
  )

it('the lowest keeps exactly those with the lowest score, and everybody where no score is a number', () => {
  const lowest = { lowest: { label: 'price' } }
  expect(keptBy(priced({ a: 3, b: 1, c: 2, d: 1 }, lowest))).toEqual(['lowest price: b d'])
  expect(keptBy(priced({ a: 'dear', b: 'cheap' }, lowest))).toEqual(['lowest price: a b'])
  expect(keptBy(priced({ a: 'dear', b: 5 }, lowest))).toEqual(['lowest price: b'])
})

it('the quickest is used, but before it whoever has not been measured and is not being measured', () => {
  const policy = definePolicy({
    providers: { p: {} },
    aliases: { fast: { targets: ['p/a', 'p/b', 'p/c'], strategy: 'lowest-latency' } },
  })
  const event = (type: 'attempt-started' | 'attempt-committed', model: string, at: number): RouterEvent => {
    const target = `p/default/${model}` as TargetId
    return type === 'attempt-started'
      ? { type, at, name: 'fast', target, number: 1, spendsToken: false }
      : { type, at, target, startedAt: 0, evidence: 'generation-started' }
  }
  let snapshot: Snapshot = emptySnapshot
  const used = (...events: readonly RouterEvent[]): string => {
    for (const each of events) snapshot = reduce(policy, snapshot, each)
    const decision = select(policy, snapshot, { id: 'r1', model: 'fast' }, 100)
    return decision.type === 'use' ? decision.target.model : decision.type
  }
  expect(used()).toBe('a')
  expect(used(event('attempt-committed', 'a', 0))).toBe('b')
  expect(used(event('attempt-started', 'b', 0))).toBe('c')
  expect(used(event('attempt-committed', 'c', 50))).toBe('a')
  expect(used(event('attempt-committed', 'b', 20), event('attempt-committed', 'a', 90))).toBe('a')
  expect(used(event('attempt-committed', 'a', 99), event('attempt-committed', 'a', 99))).toBe('b')
})

it('a sample keeps as many as it says in declared order, all where there are fewer, and draws anew for each request', () => {
  const input = (size: number): PolicyInput => priced({ a: 1, b: 1, c: 1, d: 1, e: 1 }, { sample: size })
  const policy = definePolicy(input(2))
  const samples = Array.from({ length: 40 }, (_, request) => keptIn(policy, `r${request}`)[0] ?? '')
  expect(new Set(samples).size).toBeGreaterThan(5)
  for (const sample of samples) expect(sample).toMatch(/^sample 2: [a-d] [b-e]$/)
  expect(keptBy(input(5))).toEqual(['sample 5: a b c d e'])
  expect(keptBy(input(9))).toEqual(['sample 9: a b c d e'])
})

it('what a sample leaves is drawn from anew: whom random chooses does not follow from whom it was chosen from', () => {
  const policyOf = (strategy: StrategyInput): Policy => definePolicy(priced({ a: 1, b: 1, c: 1, d: 1 }, strategy))
  const [free, sampled] = [policyOf('random'), policyOf([{ sample: 2 }, 'random'])]
  const same = Array.from({ length: 200 }, (_, request) => `r${request}`).filter(
    (id) => keptIn(free, id).at(-1) === keptIn(sampled, id).at(-1),
  )
  // The one that random likes best of all is among the two in half of the requests, and then chosen again.
  expect(same.length).toBeGreaterThan(70)
  expect(same.length).toBeLessThan(130)
})
