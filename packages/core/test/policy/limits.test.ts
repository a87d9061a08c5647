import { checkPolicy, definePolicy, emptySnapshot, type PolicyInput, select } from '@router/core'
import { expect, it } from 'vitest'

const mistakesOf = (input: unknown): readonly { readonly path: string; readonly message: string }[] => {
  const checked = checkPolicy(input)
  return 'issues' in checked ? checked.issues : []
}

const named = (name: string): PolicyInput => ({
  providers: { p: {} },
  aliases: { a: { targets: [{ provider: 'p', model: name }] } },
})

it.each([
  ['257 characters', 'x'.repeat(257)],
  ['a line break', 'a\r\nb'],
  ['a NUL', 'a\u0000b'],
  ['a DEL', 'a\u007fb'],
  ['blanks alone', ' \t '],
  ['nothing', ''],
])('a name of %s is refused, because names stand in headers, logs and errors', (_, name) => {
  expect(mistakesOf(named(name)).map(({ path }) => path)).toEqual(['aliases.a.targets[0].model'])
  expect(mistakesOf({ providers: { p: { models: [name] } } }).map(({ path }) => path)).toEqual([
    'providers.p.models[0]',
  ])
})

it('a name of 256 characters of any other kind is allowed', () => {
  for (const name of ['x'.repeat(256), '模型', '\ud800', 'a b', '%2f..']) expect(mistakesOf(named(name))).toEqual([])
})

it('the characters that part the names of targets and scopes are refused where they would part them', () => {
  expect(mistakesOf({ providers: { 'a/b': {} } }).length).toBe(1)
  expect(mistakesOf({ providers: { a: { credentials: ['k/l', 'k#l'] } } }).length).toBe(2)
  expect(mistakesOf({ providers: { a: { credentials: { k: { revision: 'r/1' } } } } }).length).toBe(1)
  expect(mistakesOf({ providers: { a: { models: ['google/pro#1'] } } })).toEqual([])
})

it('no list and no object has more than 16,384 entries', () => {
  const models = Array.from({ length: 16_385 }, (_, index) => `m${index}`)
  expect(mistakesOf({ providers: { p: { models } } })).toEqual([
    { path: 'providers.p.models', message: 'has 16385 entries, more than 16384' },
  ])
  const providers = Object.fromEntries(models.map((model) => [model, {}]))
  expect(mistakesOf({ providers }).map(({ path }) => path)).toEqual(['providers'])
  expect(mistakesOf({ providers: { p: { models: models.slice(1) } } })).toEqual([])
})

it('an alias stands for at most 131,072 targets', () => {
  const credentials = Array.from({ length: 1_000 }, (_, index) => `k${index}`)
  const targets = (count: number): string[] => Array.from({ length: count }, (_, index) => `p/m${index}`)
  const input = (count: number) => ({ providers: { p: { credentials } }, aliases: { a: { targets: targets(count) } } })
  expect(mistakesOf(input(132))).toEqual([
    { path: 'aliases.a.targets', message: 'stands for more than 131072 targets' },
  ])
  // As many as may be; with another mistake, so that nothing is made of them.
  const most = Array.from({ length: 1_024 }, (_, index) => `k${index}`)
  const full = { providers: { p: { credentials: most } }, aliases: { a: { targets: targets(128) } }, budget: 7 }
  expect(mistakesOf(full).map(({ path }) => path)).toEqual(['budget'])
})

it('labels are JSON, at most 16 deep', () => {
  const nested = (depth: number): unknown => (depth === 0 ? 'x' : { a: nested(depth - 1) })
  const labelled = (label: unknown) => ({ providers: { p: { models: { m: { labels: { label } } } } } })
  const round: { self?: unknown } = {}
  round.self = round
  expect(mistakesOf(labelled(nested(16)))).toEqual([])
  for (const label of [nested(17), round, Number.NaN, () => 1, 1n])
    expect(mistakesOf(labelled(label)).map(({ path }) => path)).toEqual(['providers.p.models.m.labels.label'])
})

it('a chain of aliases may be as long as there are aliases, and needs no more of the stack', () => {
  const aliases = Object.fromEntries(
    Array.from({ length: 3_000 }, (_, index) => [
      `a${index}`,
      { targets: ['p/m'], ...(index < 2_999 ? { largerContext: `a${index + 1}` } : {}) },
    ]),
  )
  expect(mistakesOf({ providers: { p: {} }, aliases })).toEqual([])
  const ring = { ...aliases, a2999: { targets: ['p/m'], fallback: ['a0'] } }
  expect(mistakesOf({ providers: { p: {} }, aliases: ring }).map(({ path }) => path)).toEqual(['aliases.a0'])
})

it('aliases that fall back on the same ones again and again are gone through once', () => {
  const level = (index: number, side: string) => [
    `${side}${index}`,
    { targets: ['p/m'], ...(index < 29 ? { fallback: [`a${index + 1}`, `b${index + 1}`] } : {}) },
  ]
  const aliases = Object.fromEntries(
    Array.from({ length: 30 }, (_, index) => [level(index, 'a'), level(index, 'b')]).flat(),
  )
  expect(mistakesOf({ providers: { p: {} }, aliases })).toEqual([])
})

it('what a mistake says never repeats a text that stands where none belongs: it may be a secret', () => {
  const secret = 'sk-live-1234567890'
  const issues = [
    ...mistakesOf({ providers: { p: { credentials: { k: secret } } } }),
    ...mistakesOf({ providers: { p: { credentials: secret } } }),
    ...mistakesOf({ providers: { p: secret }, commit: secret, budget: { attempts: secret } }),
  ]
  expect(issues.length).toBe(5)
  expect(JSON.stringify(issues)).not.toContain(secret)
})

it('a policy of keys that every object inherits is a policy like any other, and its targets are found', () => {
  const input = JSON.parse(
    `{"providers":{"__proto__":{"credentials":{"constructor":{"weight":2}},"models":{"toString":{"labels":{"__proto__":1}}}}},
      "aliases":{"__proto__":{"targets":["__proto__/toString"],"strategy":{"within":{"label":"__proto__","slack":1}}}},
      "effects":{"timeout":{"next":"stop"}}}`,
  ) as PolicyInput
  const policy = definePolicy(input)
  const decision = select(policy, emptySnapshot, { id: 'r', model: '__proto__' }, 0)
  expect(decision).toMatchObject({ type: 'use', target: { id: '__proto__/constructor/toString' } })
  expect(policy.aliases.get('__proto__')?.tiers[0]?.members[0]?.weight).toBe(2)
  expect(mistakesOf(JSON.parse('{"providers":{},"__proto__":{"attempts":1}}')).map(({ path }) => path)).toEqual([
    '__proto__',
  ])
  expect(Object.keys(Object.prototype)).toEqual([])
})
