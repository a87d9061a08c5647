import { definePolicy, emptySnapshot, names, type Policy, type PolicyInput, select } from '@router/core'
import { expect, it } from 'vitest'

const tiersOf = (policy: Policy, name: string): readonly (readonly string[])[] =>
  (policy.aliases.get(name) ?? policy.models.get(name))?.tiers.map(({ members }) =>
    members.map(({ target }) => target.id),
  ) ?? []

const tiers = (input: PolicyInput, name: string) => tiersOf(definePolicy(input), name)

it('a target without a credential stands for one target per credential of the provider', () => {
  const input = { providers: { p: { credentials: ['k1', 'k2'] } }, aliases: { a: { targets: ['p/m'] } } }
  expect(tiers(input, 'a')).toEqual([['p/k1/m', 'p/k2/m']])
})

it('tiers are the ranks of entry and credential, in that order', () => {
  const input: PolicyInput = {
    providers: { p: { credentials: { free: {}, paid: { tier: 1 } } }, q: {} },
    aliases: { a: { targets: [{ provider: 'q', model: 'm', tier: 1 }, 'p/m'] } },
  }
  expect(tiers(input, 'a')).toEqual([['p/free/m'], ['p/paid/m'], ['q/default/m']])
})

it('a declared model goes to native providers before others', () => {
  const input = {
    providers: { reseller: { models: ['Claude-opus'] }, claude: { models: ['Claude-opus'] } },
  }
  expect(tiers(input, 'Claude-opus')).toEqual([['claude/default/Claude-opus'], ['reseller/default/Claude-opus']])
})

it('an alias is not reordered unless it says nativeFirst', () => {
  const targets = ['reseller/claude-opus', 'anthropic/claude-opus']
  const providers = { reseller: {}, anthropic: { nativePrefixes: ['gpt', ' CLAUDE '] } }
  expect(tiers({ providers, aliases: { opus: { targets } } }, 'opus')).toEqual([
    ['reseller/default/claude-opus', 'anthropic/default/claude-opus'],
  ])
  expect(tiers({ providers, aliases: { opus: { targets, nativeFirst: true } } }, 'opus')).toEqual([
    ['anthropic/default/claude-opus'],
    ['reseller/default/claude-opus'],
  ])
})

it('asking for a member of a group promotes it, and each provider exhausts its own credentials before the next', () => {
  const input: PolicyInput = {
    providers: { g: { credentials: { free: {}, paid: { tier: 1 } } }, o: {} },
    groups: [['g/pro', 'o/google/pro', 'g/pro']],
  }
  expect(tiers(input, 'g/pro')).toEqual([['g/free/pro'], ['g/paid/pro'], ['o/default/google/pro']])
  expect(tiers(input, 'o/google/pro')).toEqual([['o/default/google/pro'], ['g/free/pro'], ['g/paid/pro']])
})

it('a member of a group whose provider has no credentials is asked for all the same, and those after it answer', () => {
  const input = { providers: { g: { credentials: [] }, o: {} }, groups: [['g/pro', 'o/pro']] }
  expect(tiers(input, 'g/pro')).toEqual([['o/default/pro']])
})

it('a declared model is a name with and without its provider, even where that has no credentials', () => {
  const policy = definePolicy({ providers: { g: { credentials: [], models: ['pro'] } } })
  expect(names(policy)).toEqual(['pro', 'g/pro'])
  for (const model of names(policy))
    expect(select(policy, emptySnapshot, { id: 'r1', model }, 0)).toEqual({ type: 'none', why: 'no-candidates' })
})

it('an alias is an explicit list: a group neither reorders nor extends it', () => {
  const input: PolicyInput = {
    providers: { g: {}, o: {}, x: {} },
    groups: [['o/pro', 'g/pro', 'x/pro']],
    aliases: { both: { targets: ['g/pro', 'o/pro'] }, one: { targets: ['g/pro'] } },
  }
  expect(tiers(input, 'both')).toEqual([['g/default/pro', 'o/default/pro']])
  expect(tiers(input, 'one')).toEqual([['g/default/pro']])
  expect(tiers(input, 'g/pro')).toEqual([['g/default/pro'], ['o/default/pro'], ['x/default/pro']])
})

it('of several groups that a member is in the first one counts', () => {
  const input: PolicyInput = {
    providers: { a: {}, b: {}, c: {} },
    groups: [
      ['a/m', 'b/m'],
      ['c/m', 'a/m'],
    ],
  }
  expect(tiers(input, 'a/m')).toEqual([['a/default/m'], ['b/default/m']])
  expect(tiers(input, 'c/m')).toEqual([['c/default/m'], ['a/default/m']])
})

it('a name with a slash means provider/model before it means a model that is called so', () => {
  const input: PolicyInput = {
    providers: { reseller: { models: ['google/pro'] }, google: { models: ['pro'] } },
  }
  expect(tiers(input, 'google/pro')).toEqual([['google/default/pro']])
  expect(tiers(input, 'reseller/google/pro')).toEqual([['reseller/default/google/pro']])
  expect(names(definePolicy(input))).toEqual(['google/pro', 'pro', 'reseller/google/pro'])
})

it('weights multiply: the share of a credential is a part of the share of its place', () => {
  const policy = definePolicy({
    providers: { p: { credentials: { k: { weight: 2 }, l: {} } } },
    aliases: { a: { targets: [{ provider: 'p', model: 'm', weight: 3 }] } },
  })
  expect(policy.aliases.get('a')?.tiers[0]?.members.map(({ weight }) => weight)).toEqual([6, 3])
})

it('fallback aliases are the last tiers, and a target counts once, where it stands first', () => {
  const input = {
    providers: { p: {}, q: {}, r: {} },
    aliases: {
      a: { targets: ['p/m'], fallback: ['b'] },
      b: { targets: ['p/m', 'q/m'], fallback: ['c'] },
      c: { targets: ['r/m', 'q/m'] },
    },
  }
  expect(tiers(input, 'a')).toEqual([['p/default/m'], ['q/default/m'], ['r/default/m']])
})

it('duplicates collapse and names are trimmed', () => {
  const input = {
    providers: { ' p ': { credentials: [' k '] } },
    aliases: { ' Fast ': { targets: [' p / m ', { provider: 'p', model: 'm', credential: 'k' }, 'p/m'] } },
  }
  expect(tiers(input, 'fast')).toEqual([['p/k/m']])
  for (const model of [' FAST', ' p/m '])
    expect(select(definePolicy(input), emptySnapshot, { id: 'r1', model }, 0)).toMatchObject({
      target: { id: 'p/k/m' },
    })
})

it('names are aliases, then declared models, then provider/model, and an alias hides a model of its name', () => {
  const policy = definePolicy({
    providers: { p: { models: ['m', 'FAST'] } },
    aliases: { Fast: { targets: ['p/m'] } },
  })
  expect(names(policy)).toEqual(['Fast', 'm', 'p/m', 'p/FAST'])
})

it('0 means 0: a weight, a patience and a cooldown of nothing are kept', () => {
  const policy = definePolicy({
    providers: { p: {} },
    aliases: { a: { targets: ['p/m', { provider: 'p', model: 'n', weight: 0 }] } },
    patience: { totalMs: 0 },
    maxCooldownMs: 0,
    retryTokens: { burst: 0 },
  })
  expect(policy.aliases.get('a')?.tiers[0]?.members.map(({ weight }) => weight)).toEqual([1, 0])
  expect([policy.patience.totalMs, policy.maxCooldownMs, policy.retryTokens.burst]).toEqual([0, 0, 0])
})

it('a revision is part of the scope names that run through the credential', () => {
  const scopes = (revision: string) =>
    [...definePolicy({ providers: { p: { models: ['m'], credentials: { k: { revision } } } } }).targets.values()][0]
      ?.scopes
  expect(scopes('1')?.target).not.toBe(scopes('2')?.target)
  expect(scopes('1')?.credential).not.toBe(scopes('2')?.credential)
  expect(scopes('1')?.model).toBe(scopes('2')?.model)
  expect(scopes('1')?.provider).toBe(scopes('2')?.provider)
})
