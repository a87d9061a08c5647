import {
  checkPolicy,
  definePolicy,
  emptySnapshot,
  leastBusy,
  lowest,
  type PolicyOptions,
  type StrategyInput,
  sample,
  select,
} from '@router/core'
import { describe, expect, it } from 'vitest'
import { readStrategy } from '../../src/strategy/read-strategy.js'

const inputOf = (strategy: unknown) => ({
  providers: { p: {}, q: {} },
  aliases: { fast: { targets: ['p/m', 'q/m'], strategy } },
})

const namesOf = (strategy: StrategyInput, options?: PolicyOptions): readonly string[] => {
  const policy = definePolicy(
    { ...inputOf(strategy), aliases: { fast: { targets: ['p/m', 'q/m'], strategy } } },
    options,
  )
  return policy.aliases.get('fast')?.tiers[0]?.strategy.map(({ name }) => name) ?? []
}

const mistakesOf = (strategy: unknown, options?: PolicyOptions): readonly string[] => {
  const checked = checkPolicy(inputOf(strategy), options)
  return 'issues' in checked ? checked.issues.map(({ path, message }) => `${path} ${message}`) : []
}

describe('a strategy in a policy', () => {
  it('is a name, a name with a parameter, or a list of these, whose preferences follow one another', () => {
    expect(namesOf(' round-robin ')).toEqual(['round-robin'])
    expect(namesOf('fill-first')).toEqual([])
    expect(namesOf({ sample: 2 })).toEqual(['sample 2'])
    expect(namesOf([{ within: { label: 'price', slack: 0.2 } }, 'fill-first', 'least-busy', 'weighted'])).toEqual([
      'within 0.2',
      'least-busy',
      'weighted',
    ])
    expect(namesOf({ lowest: { label: 'price' } })).toEqual(['lowest price'])
  })

  it.each(['random', 'sticky', 'least-recently-used', 'lowest-latency'])('may be %s', (name) => {
    expect(namesOf(name)).toEqual([name])
  })

  it.each([
    ['nobody', 'aliases.fast.strategy unknown strategy "nobody"'],
    [['least-busy', 'nobody'], 'aliases.fast.strategy[1] unknown strategy "nobody"'],
    [{ nobody: 1 }, 'aliases.fast.strategy unknown strategy "nobody"'],
    [{ 'round-robin': 1 }, 'aliases.fast.strategy.round-robin takes no parameter'],
    [{ sample: 2, random: null }, 'aliases.fast.strategy must have one key'],
    [{}, 'aliases.fast.strategy must have one key'],
    ['sample', 'aliases.fast.strategy.sample must be a whole number from 1'],
    [{ sample: 0 }, 'aliases.fast.strategy.sample must be a whole number from 1'],
    [{ sample: 1.5 }, 'aliases.fast.strategy.sample must be a whole number from 1'],
    [[{ within: { label: 'price' } }], 'aliases.fast.strategy[0].within.slack is missing'],
    [{ within: { label: 'price', slack: -1 } }, 'aliases.fast.strategy.within.slack must be a number from 0'],
    [{ lowest: { label: 'price', slack: 1 } }, 'aliases.fast.strategy.lowest.slack unknown key; known are label'],
    [7, 'aliases.fast.strategy must be'],
    [['round-robin', ['random']], 'aliases.fast.strategy[1] must be'],
  ])('%j is refused with its path', (strategy, mistake) => {
    const mistakes = mistakesOf(strategy)
    expect(mistakes.length).toBe(1)
    expect(mistakes[0]).toContain(mistake)
  })
})

describe('a strategy of the operator’s own', () => {
  const cheapest = lowest('cheapest', ({ labels }) => Number(labels['price']))

  it('is a preference, a list of them, or a function that makes them of the parameter', () => {
    const strategies = {
      cheapest,
      thrifty: [sample(2), leastBusy],
      below: (limit: unknown) =>
        lowest(`below ${String(limit)}`, ({ labels }) => (Number(labels['price']) < Number(limit) ? 0 : 1)),
    }
    expect(namesOf(['cheapest', 'thrifty', { below: 3 }, 'below'], { strategies })).toEqual([
      'cheapest',
      'sample 2',
      'least-busy',
      'below 3',
      'below null',
    ])
  })

  it('is known under its name, and what its function throws is a mistake of the policy', () => {
    const strategies = {
      picky: (): never => {
        throw new RangeError('needs a limit')
      },
    }
    expect(mistakesOf({ picky: 1 }, { strategies })).toEqual(['aliases.fast.strategy.picky needs a limit'])
    const throws = (): never => {
      throw 'a text'
    }
    expect(mistakesOf('picky', { strategies: { picky: throws } })).toEqual(['aliases.fast.strategy.picky a text'])
    expect(mistakesOf('nobody', { strategies })).toEqual([
      'aliases.fast.strategy unknown strategy "nobody"; known are fill-first, round-robin, weighted, random, sticky, ' +
        'least-busy, least-recently-used, lowest-latency, sample, lowest, within, picky',
    ])
  })

  it('is read as far as it has no mistakes', () => {
    const known = new Map([['cheapest', cheapest]])
    expect(readStrategy(['nobody', 'cheapest', { cheapest: 1 }], known, 'at')).toEqual({
      strategy: [cheapest],
      issues: [
        { path: 'at[0]', message: 'unknown strategy "nobody"; known are cheapest' },
        { path: 'at[2].cheapest', message: 'takes no parameter' },
      ],
    })
  })

  it('may stand for a built-in name, and whatever it keeps is used', () => {
    const last = { name: 'last', narrow: <T>(candidates: readonly T[]): readonly T[] => candidates.slice(-1) }
    const policy = definePolicy(
      { providers: { p: {}, q: {} }, aliases: { fast: { targets: ['p/m', 'q/m'] } } },
      { strategies: { 'round-robin': last } },
    )
    const decision = select(policy, emptySnapshot, { id: 'r1', model: 'fast' }, 0)
    expect(decision).toMatchObject({ type: 'use', target: { id: 'q/default/m' } })
  })

  it('that keeps nobody had no opinion', () => {
    const policy = definePolicy(
      { providers: { p: {}, q: {} }, aliases: { fast: { targets: ['p/m', 'q/m'], strategy: 'nobody' } } },
      { strategies: { nobody: { name: 'nobody', narrow: () => [] } } },
    )
    expect(select(policy, emptySnapshot, { id: 'r1', model: 'fast' }, 0).type).toBe('use')
  })
})
