import { checkPolicy, definePolicy, PolicyError, type PolicyInput } from '@router/core'
import fc from 'fast-check'
import { expect, it } from 'vitest'

const mistakesOf = (input: unknown): readonly string[] => {
  const checked = checkPolicy(input)
  return 'issues' in checked ? checked.issues.map(({ path }) => path) : []
}

it('every mistake is listed at once, each with its path', () => {
  const input = {
    providers: { openai: { credentials: { 'key-1': { weight: -1 } }, models: ['gpt-4o'] }, 'a/b': {} },
    aliases: {
      fast: { targets: ['opanai/gpt-4o', { provider: 'openai', model: 'gpt-4o', tier: 0.5 }], strategy: 'round robin' },
      empty: { targets: [] },
      odd: { targets: ['no-slash'], fallback: ['nobody'] },
    },
    budget: { attempts: 0 },
    cooldowns: {},
  }
  expect(mistakesOf(input)).toEqual(
    [
      'providers["a/b"]',
      'providers.openai.credentials.key-1.weight',
      'aliases.fast.targets[1].tier',
      'aliases.odd.targets[0]',
      'budget.attempts',
      'cooldowns',
      'aliases.fast.targets[0]',
      'aliases.fast.strategy',
      'aliases.empty.targets',
      'aliases.odd.fallback[0]',
    ].sort(byFirstSeen(mistakesOf(input))),
  )
})

it('definePolicy throws one error that carries all mistakes, and instanceof knows it', () => {
  const attempt = () => definePolicy({ providers: {}, aliases: { fast: { targets: ['openai/gpt-4o'] } } })
  expect(attempt).toThrow(PolicyError)
  expect(attempt).toThrow('aliases.fast.targets[0]: unknown provider "openai"')
})

it.each<[string, PolicyInput, string]>([
  [
    'an alias that falls back on itself',
    { providers: { p: {} }, aliases: { a: { targets: ['p/m'], fallback: ['A '] } } },
    'aliases.a',
  ],
  [
    'a ring of fallback and larger context',
    {
      providers: { p: {} },
      aliases: { a: { targets: ['p/m'], fallback: ['b'] }, b: { targets: ['p/m'], largerContext: 'a' } },
    },
    'aliases.a',
  ],
  [
    'all weights 0',
    { providers: { p: {} }, aliases: { a: { targets: [{ provider: 'p', model: 'm', weight: 0 }] } } },
    'aliases.a.targets',
  ],
  [
    'all weights 0 through the credentials',
    { providers: { p: { credentials: { k: { weight: 0 } } } }, aliases: { a: { targets: ['p/m'] } } },
    'aliases.a.targets',
  ],
  [
    'targets at a provider that has no credentials',
    { providers: { p: { credentials: [] } }, aliases: { a: { targets: ['p/m'] } } },
    'aliases.a.targets',
  ],
  [
    'a credential that the provider has not',
    { providers: { p: {} }, aliases: { a: { targets: [{ provider: 'p', model: 'm', credential: 'k' }] } } },
    'aliases.a.targets[0].credential',
  ],
  [
    'two aliases that fold to one name',
    { providers: { p: {} }, aliases: { Fast: { targets: ['p/m'] }, ' fast': { targets: ['p/m'] } } },
    'aliases[" fast"]',
  ],
  ['a group member at an unknown provider', { providers: { p: {} }, groups: [['p/m', 'q/m']] }, 'groups[0][1]'],
  [
    'a group member at an unknown provider, spelled in a second group',
    { providers: { p: {} }, groups: [['p/m'], ['q/m']] },
    'groups[1][0]',
  ],
  [
    'a rule for an unknown provider',
    { providers: { p: {} }, rules: [{ provider: 'q', status: 400 }] },
    'rules[0].provider',
  ],
  [
    'two credentials that trim to one id',
    { providers: { p: { credentials: { k: {}, ' k': {} } } } },
    'providers.p.credentials[" k"]',
  ],
  [
    'two models that trim to one name',
    { providers: { p: { models: { m: {}, 'm ': {} } } } },
    'providers.p.models["m "]',
  ],
  ['an empty alias', { providers: { p: {} }, aliases: { a: { targets: [] } } }, 'aliases.a.targets'],
])('%s is rejected with its path', (_, input, path) => {
  expect(mistakesOf(input)).toEqual([path])
})

it('checking is total: any JSON gives a policy or issues, never a throw', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), fc.jsonValue(), (providers, aliases, rest) => {
      for (const input of [
        rest,
        { providers, aliases },
        { providers: { p: providers }, aliases: { a: aliases, b: { targets: [rest] } } },
      ])
        expect(typeof checkPolicy(input)).toBe('object')
    }),
    { numRuns: 1_000 },
  )
})

it('names of Object.prototype are names like any other, and pollute nothing', () => {
  const input = JSON.parse(
    '{"providers":{"__proto__":{"models":["constructor"]}},"aliases":{"toString":{"targets":["__proto__/constructor"]}}}',
  ) as PolicyInput
  const policy = definePolicy(input)
  expect([...policy.targets.keys()]).toEqual(['__proto__/default/constructor'])
  expect(policy.aliases.get('tostring')?.name).toBe('toString')
  expect(policy.aliases.get('constructor')).toBeUndefined()
  expect(Object.keys(Object.prototype)).toEqual([])
})

/** Issues come in the order in which they are found; the sentence above lists them in the order in which a person reads. */
function byFirstSeen(paths: readonly string[]): (a: string, b: string) => number {
  return (a, b) => paths.indexOf(a) - paths.indexOf(b)
}
