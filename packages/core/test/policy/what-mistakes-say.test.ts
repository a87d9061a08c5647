import { checkPolicy, definePolicy, lowest, PolicyError, type PolicyInput, type PolicyOptions } from '@router/core'
import { expect, it } from 'vitest'

const mistakesOf = (input: unknown): readonly string[] => {
  const checked = checkPolicy(input)
  return 'issues' in checked ? checked.issues.map(({ path, message }) => `${path}: ${message}`) : []
}

it('a value of the wrong shape: what it must be and of what kind it is', () => {
  const aName = 'must be a name of 1 to 256 characters without control characters'
  const key = { weight: -1, tier: 0.5, maxInFlight: 0, refreshable: 'yes', revision: 'r/1', secret: 1 }
  const providers = {
    a: { dialect: 'soap', credentials: { k: key }, models: [1, ' '] },
    b: { credentials: ['k/l', 7], models: { m: { contextTokens: 0, labels: { price: Number.NaN } } } },
    c: [],
  }
  expect(mistakesOf({ providers })).toEqual([
    'providers.a.dialect: must be one of openai, anthropic, gemini, is a text',
    'providers.a.credentials.k.weight: must be a number from 0 to 1000000, is -1',
    'providers.a.credentials.k.tier: must be a whole number from 0, is 0.5',
    'providers.a.credentials.k.maxInFlight: must be a whole number from 1, is 0',
    'providers.a.credentials.k.refreshable: must be true or false, is a text',
    `providers.a.credentials.k.revision: ${aName} or /, is a text`,
    'providers.a.credentials.k.secret: unknown key; known are tier, weight, revision, refreshable, cooldowns, maxInFlight',
    `providers.a.models[0]: ${aName}, is 1`,
    `providers.a.models[1]: ${aName}, is a blank text`,
    `providers.b.credentials[0]: ${aName} or / or #, is a text`,
    `providers.b.credentials[1]: ${aName} or / or #, is 7`,
    'providers.b.models.m.contextTokens: must be a whole number from 1, is 0',
    'providers.b.models.m.labels.price: must be JSON, at most 16 deep, is NaN',
    'providers.c: must be an object, is a list',
  ])
  const aliases = {
    x: { targets: ['no-slash', { provider: 'a' }, null], strategy: 7, fallback: 'b', nativeFirst: 1 },
    y: {},
  }
  expect(
    mistakesOf({
      providers: { a: {} },
      aliases,
      groups: [['a/m', 'n'], 'a/m'],
      rules: [
        { status: 99, match: [] },
        { status: 400, match: [] },
        { match: [''] },
        {},
        { status: 400, scope: 'odd', action: 'go' },
      ],
      effects: { timeout: { next: 'on', sameTargetRetries: 101, cooldown: {} }, overloaded: { cooldown: 'short' } },
      budget: { attempts: 0, deadlineMs: 1e12 },
      commit: true,
    }),
  ).toEqual([
    'aliases.x.targets[0]: must be provider/model, is a text',
    'aliases.x.targets[1].model: is missing',
    'aliases.x.targets[2]: must be an object, is null',
    'aliases.x.strategy: must be an object, is 7',
    'aliases.x.fallback: must be a list, is a text',
    'aliases.x.nativeFirst: must be true or false, is 1',
    'aliases.y.targets: is missing',
    'groups[0][1]: must be provider/model, is a text',
    'groups[1]: must be a list, is a text',
    'rules[0].status: must be a whole number from 100 to 599, is 99',
    'rules[1].match: must not be empty',
    'rules[2].match[0]: must be a text that is not empty, is a blank text',
    'rules[3]: needs a status or a match, or it matches nothing',
    'rules[4].scope: must be one of request, target, credential, model, provider, is a text',
    'rules[4].action: must be one of stop, stop-and-cooldown, continue, continue-and-cooldown, is a text',
    'effects.timeout.next: must be one of failover, larger-context, stop, is a text',
    'effects.timeout.sameTargetRetries: must be a whole number from 0 to 100, is 101',
    'effects.timeout.cooldown.firstMs: is missing',
    'effects.timeout.cooldown.factor: is missing',
    'effects.timeout.cooldown.capMs: is missing',
    'effects.overloaded.cooldown: must be one of none, suspend, is a text',
    'budget.attempts: must be a whole number from 1, is 0',
    'budget.deadlineMs: must be a number from 0 to 31622400000, is 1000000000000',
    'commit: must be one of first-content, first-byte, complete, is true',
  ])
})

it('no policy at all: what is missing, at the root', () => {
  expect(mistakesOf('policy')).toEqual(['(root): must be an object, is a text'])
  expect(mistakesOf([])).toEqual(['(root): must be an object, is a list'])
  expect(mistakesOf(undefined)).toEqual(['(root): must be an object, is undefined'])
  expect(mistakesOf({})).toEqual(['providers: is missing'])
  expect(mistakesOf({ providers: [], aliases: { a: { targets: ['p/m'] } } })).toEqual([
    'providers: must be an object, is a list',
    'aliases.a.targets[0]: unknown provider "p"; known are none',
  ])
  expect(mistakesOf({ providers: { p: {} }, aliases: { a: { targets: ['p/m', null] } } })).toEqual([
    'aliases.a.targets[1]: must be an object, is null',
  ])
})

it('names that lead nowhere, to the same or back: which name it is and which ones are known', () => {
  const providers = {
    a: { credentials: ['k'] },
    ' a': {},
    none: { credentials: [] },
    zero: { credentials: { k: { weight: 0 } }, models: { m: {}, ' m': {} } },
    some: { credentials: { never: { weight: 0 }, often: {} } },
  }
  const aliases = {
    w: {
      targets: ['nobody/m', { provider: 'x', model: 'm' }, { provider: 'a', model: 'm', credential: 'l' }],
      fallback: ['gone'],
      largerContext: 'Lost "1"',
    },
    v: { targets: ['zero/m', 'none/m'] },
    u: { targets: [] },
    U: { targets: ['a/m'] },
    t: { targets: [{ provider: 'x', model: 'm', credential: 'k' }] },
    s: { targets: [{ provider: 'some', model: 'm', credential: 'never' }] },
    lead: { targets: ['a/m'], fallback: ['ring'] },
    ring: { targets: ['a/m'], fallback: ['Way 1'] },
    'way 1': { targets: ['a/m'], largerContext: 'way 2' },
    'way 2': { targets: ['a/m'], fallback: ['v', 'ring '] },
    self: { targets: ['a/m'], largerContext: 'Self' },
  }
  expect(
    mistakesOf({ providers, aliases, groups: [['a/m', 'z/m']], rules: [{ status: 400, provider: ' y ' }] }),
  ).toEqual([
    'providers[" a"]: names the same as another key',
    'providers.zero.models[" m"]: names the same as another key',
    'aliases.U: names the same as another key',
    'aliases.w.targets[0]: unknown provider "nobody"; known are a, none, zero, some',
    'aliases.w.targets[1].provider: unknown provider "x"; known are a, none, zero, some',
    'aliases.w.targets[2].credential: provider a has no credential "l"',
    'aliases.v.targets: no target could ever be picked: all weights are 0, or there are no credentials',
    'aliases.u.targets: must not be empty',
    'aliases.t.targets[0].provider: unknown provider "x"; known are a, none, zero, some',
    'aliases.s.targets: no target could ever be picked: all weights are 0, or there are no credentials',
    'aliases.w.fallback[0]: unknown alias "gone"',
    'aliases.w.largerContext: unknown alias "Lost \\"1\\""',
    'aliases.ring: leads back to itself: ring → way 1 → way 2 → ring',
    'aliases.self: leads back to itself: self → self',
    'groups[0][1]: unknown provider "z"; known are a, none, zero, some',
    'rules[0].provider: unknown provider "y"; known are a, none, zero, some',
  ])
  expect(mistakesOf({ providers: {}, aliases: { a: { targets: ['p/m'] } } })).toEqual([
    'aliases.a.targets[0]: unknown provider "p"; known are none',
  ])
})

it('the error counts the mistakes and lists each on a line of its own', () => {
  const errorOf = (input: PolicyInput): PolicyError => {
    try {
      definePolicy(input)
    } catch (error) {
      if (error instanceof PolicyError) return error
    }
    throw new Error('no PolicyError')
  }
  const one = errorOf({ providers: {}, aliases: { a: { targets: [] } } })
  expect(one.message).toBe('the policy has 1 mistake:\n  aliases.a.targets: must not be empty')
  const two = errorOf({ providers: {}, aliases: { a: { targets: [] }, b: { targets: [] } } })
  expect(two.message).toBe(
    'the policy has 2 mistakes:\n  aliases.a.targets: must not be empty\n  aliases.b.targets: must not be empty',
  )
  expect([two.name, two.issues.length, two instanceof Error]).toEqual(['PolicyError', 2, true])
  const copy = { [Symbol.for('@router/core/policy-error')]: true }
  expect([copy, new Error('another'), null, undefined, 'text'].map((each) => each instanceof PolicyError)).toEqual([
    true,
    false,
    false,
    false,
    false,
  ])
})

it('a Map is no object: what it holds would be passed over', () => {
  const map = new Map([['a', {}]])
  expect(mistakesOf(map)).toContain('(root): must be an object, is a Map')
  expect(mistakesOf({ providers: map })).toEqual(['providers: must be an object, is a Map'])
  expect(mistakesOf({ providers: { a: {} }, aliases: map, budget: map })).toEqual([
    'aliases: must be an object, is a Map',
    'budget: must be an object, is a Map',
  ])
})

it('a strategy without the parameter that it takes: by its own name', () => {
  const strategy = ['sample', 'within']
  expect(mistakesOf({ providers: { a: {} }, aliases: { x: { targets: ['a/m'], strategy } } })).toEqual([
    'aliases.x.strategy[0].sample: must be a whole number from 1, is null',
    'aliases.x.strategy[1].within: must be an object, is null',
  ])
})

it.each<[string, unknown]>([
  ['nothing', undefined],
  ['null', null],
  ['a number', 5],
  ['an object without narrow', { name: 'mine' }],
  ['a list with one that is none', [lowest('mine', () => 0), 'round-robin']],
  ['a function that returns nothing', () => undefined],
])('a strategy of the options that is %s would choose nobody: it is named', (_, mine) => {
  const input = { providers: { a: {} }, aliases: { x: { targets: ['a/m'], strategy: 'mine' } } }
  const checked = checkPolicy(input, { strategies: { mine } as PolicyOptions['strategies'] & {} })
  const issue = { path: 'aliases.x.strategy.mine', message: 'must be made of preferences' }
  expect(checked).toEqual({
    issues: [mine === undefined ? expect.objectContaining({ path: 'aliases.x.strategy' }) : issue],
  })
})
