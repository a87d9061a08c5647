import { checkPolicy, definePolicy, type Policy, type PolicyInput, type Rule, type Target } from '@router/core'
import { expect, it } from 'vitest'

const targetsOf = (input: PolicyInput): readonly unknown[] => [...definePolicy(input).targets.values()]

const plain = {
  id: 'acme/default/m',
  provider: 'acme',
  credential: 'default',
  model: 'm',
  vendor: 'openai',
  dialect: 'openai',
  scopes: {
    target: 'target:acme/default/m',
    credential: 'credential:acme/default',
    model: 'model:acme/m',
    provider: 'provider:acme',
  },
  refreshable: false,
  labels: {},
}

it('a target of which nothing is said has the defaults, and nothing more', () => {
  expect(targetsOf({ providers: { acme: { models: ['m'] } } })).toStrictEqual([plain])
})

it('a target has what its provider, its credential and its model say', () => {
  const said = { contextTokens: 9, operations: ['chat'], capabilities: ['tools'], labels: { price: 1 } }
  const input: PolicyInput = {
    providers: {
      ' acme ': {
        dialect: 'anthropic',
        vendor: ' groq ',
        cooldowns: false,
        credentials: { ' k ': { revision: 'r2', refreshable: true, maxInFlight: 3 } },
        models: { ' m ': said },
      },
    },
  }
  expect(targetsOf(input)).toStrictEqual([
    {
      ...plain,
      id: 'acme/k/m',
      credential: 'k',
      vendor: 'groq',
      dialect: 'anthropic',
      scopes: {
        ...plain.scopes,
        target: 'target:acme/k#r2/m',
        credential: 'credential:acme/k#r2',
      },
      refreshable: true,
      cooldowns: false,
      maxInFlight: 3,
      ...said,
    },
  ])
})

it('replies are read as those of the vendor that is named, or is called as the provider, or speaks the dialect', () => {
  const providers: PolicyInput['providers'] = {
    openrouter: { models: ['m'] },
    anthropic: { models: ['m'], vendor: 'bedrock' },
    other: { models: ['m'], dialect: 'gemini' },
  }
  expect([...definePolicy({ providers }).targets.values()].map(({ vendor }) => vendor)).toEqual([
    'openrouter',
    'bedrock',
    'gemini',
  ])
})

it('a credential may cool down where its provider does not, and the other way round', () => {
  const cooldownsOf = (provider: boolean, credential?: boolean): boolean | undefined => {
    const credentials = { k: credential === undefined ? {} : { cooldowns: credential } }
    const policy = definePolicy({ providers: { p: { cooldowns: provider, credentials, models: ['m'] } } })
    return policy.targets.get('p/k/m')?.cooldowns
  }
  expect([cooldownsOf(true), cooldownsOf(true, false), cooldownsOf(false), cooldownsOf(false, true)]).toEqual([
    undefined,
    false,
    false,
    undefined,
  ])
})

const shape = (policy: Policy, name: string): unknown => {
  const pool = policy.aliases.get(name) ?? policy.models.get(name)
  return {
    ...pool,
    tiers: pool?.tiers.map((tier) => ({
      name: tier.name,
      strategy: tier.strategy.map((preference) => preference.name),
      members: tier.members.map(({ target, order, weight, labels }) => [target.id, order, weight, labels]),
    })),
  }
}

it('a pool has a name, its size, tiers with the name and strategy of whom they come from, and its larger context', () => {
  const policy = definePolicy({
    providers: { p: { credentials: { k: {}, l: { tier: 1, weight: 2 } }, models: { m: { labels: { a: 1, b: 1 } } } } },
    aliases: {
      ' Fast ': {
        targets: [{ provider: 'p', model: 'm', weight: 3, labels: { b: 2 } }, 'p/n'],
        strategy: 'sticky',
        fallback: ['SLOW'],
        largerContext: ' Slow',
      },
      slow: { targets: ['p/o', 'p/m'], strategy: ['least-busy', 'random'] },
    },
  })
  expect(shape(policy, 'fast')).toStrictEqual({
    name: 'Fast',
    size: 6,
    largerContext: ' Slow',
    tiers: [
      {
        name: 'Fast',
        strategy: ['sticky'],
        members: [
          ['p/k/m', 0, 3, { a: 1, b: 2 }],
          ['p/k/n', 1, 1, {}],
        ],
      },
      {
        name: 'Fast',
        strategy: ['sticky'],
        members: [
          ['p/l/m', 0, 6, { a: 1, b: 2 }],
          ['p/l/n', 1, 2, {}],
        ],
      },
      { name: 'slow', strategy: ['least-busy', 'random'], members: [['p/k/o', 0, 1, {}]] },
      { name: 'slow', strategy: ['least-busy', 'random'], members: [['p/l/o', 0, 2, {}]] },
    ],
  })
  const own = { name: 'p/m', strategy: ['round-robin'] }
  expect(shape(policy, 'p/m')).toMatchObject({ name: 'p/m', size: 2, tiers: [own, own] })
  expect(shape(policy, 'slow')).not.toHaveProperty('largerContext')
})

it('weights are remembered by name where they are not 1, and scopes are those of all targets', () => {
  const policy = definePolicy({
    providers: { p: { credentials: { k: {}, l: { weight: 2 } } } },
    aliases: { even: { targets: [{ provider: 'p', model: 'm', credential: 'k' }] }, odd: { targets: ['p/m'] } },
  })
  expect([...policy.weights].map(([name, weights]) => [name, ...weights])).toEqual([
    ['odd', ['p/l/m', 2]],
    ['p/m', ['p/l/m', 2]],
  ])
  expect([...policy.scopes]).toEqual([
    'target:p/k/m',
    'credential:p/k',
    'model:p/m',
    'provider:p',
    'target:p/l/m',
    'credential:p/l',
  ])
})

it('an alias may name its fallback in any case, each serves once, and what a fallback falls back on comes before the next', () => {
  const policy = definePolicy({
    providers: { p: {} },
    aliases: {
      a: { targets: ['p/a'], fallback: ['B', ' d '] },
      b: { targets: ['p/b'], fallback: ['c'] },
      c: { targets: ['p/c'] },
      d: { targets: ['p/d', 'p/b'], fallback: ['c'] },
    },
  })
  const tiers = policy.aliases.get('a')?.tiers ?? []
  expect(tiers.map(({ name, members }) => [name, ...members.map(({ target }) => target.model)])).toEqual([
    ['a', 'a'],
    ['b', 'b'],
    ['c', 'c'],
    ['d', 'd'],
  ])
})

it('rules of the options judge before those of the input, and each of these is called by its place', () => {
  const own: Rule = () => undefined
  const policy = definePolicy(
    { providers: { p: { models: ['m'] } }, rules: [{ status: 400 }, { status: 418, class: 'overloaded' }] },
    { rules: { own }, requirements: { hours: () => undefined } },
  )
  expect(policy.rules).toHaveLength(3)
  expect(policy.rules[0]).toBe(own)
  const reply = { type: 'response', status: 418, headers: {}, body: '' } as const
  const target = policy.targets.get('p/default/m') as Target
  expect(policy.rules[2]?.(reply, { target, now: 0 })?.rule).toBe('rule rules[1]')
  expect(policy.requirements.map(([name]) => name)).toEqual(['hours'])
})

it('what the operator says about effects is kept beside what it means', () => {
  const effects: PolicyInput['effects'] = { timeout: { next: 'stop' } }
  const policy = definePolicy({ providers: {}, effects })
  expect(policy.statedEffects).toBe(effects)
  expect(policy.effects.timeout).toMatchObject({ next: 'stop', sameTargetRetries: 0 })
  expect(definePolicy({ providers: {} }).statedEffects).toEqual({})
  const checked = checkPolicy({ providers: {} })
  expect('policy' in checked && checked.warnings).toEqual([])
})
