import { definePolicy, groupsFromJson } from '@router/core'
import fc from 'fast-check'
import { expect, it } from 'vitest'

const read = (value: unknown) => groupsFromJson(JSON.stringify(value))
const paths = (value: unknown) => read(value).issues.map(({ path }) => path)

it('a list of lists of provider/model is read as it stands, trimmed', () => {
  expect(
    read([
      ['gemini/pro', ' openrouter/google/pro '],
      ['a/x', 'b/y'],
    ]),
  ).toEqual({
    groups: [
      ['gemini/pro', 'openrouter/google/pro'],
      ['a/x', 'b/y'],
    ],
    issues: [],
  })
})

it.each(['', '  \n '])('a blank text is no groups and no mistake: %j', (text) => {
  expect(groupsFromJson(text)).toEqual({ groups: [], issues: [] })
})

it('a variable that is not set is no groups and no mistake', () => {
  expect(groupsFromJson(undefined)).toEqual({ groups: [], issues: [] })
})

it.each(['not json', '{"g":["a/x","b/x"]}', '"a/x,b/y"', 'null', '7'])(
  '%s is no list: one issue, no groups',
  (text) => {
    const { groups, issues } = groupsFromJson(text)
    expect([groups, issues.map(({ path }) => path)]).toEqual([[], ['(root)']])
  },
)

it('what is no provider/model is left out and listed, with its path', () => {
  expect(read([['a/x', 'no-slash', 7, '/x', 'p/', 'b/y']])).toMatchObject({ groups: [['a/x', 'b/y']] })
  expect(paths([['a/x', 'no-slash', 7, '/x', 'p/', 'b/y']])).toEqual(['[0][1]', '[0][2]', '[0][3]', '[0][4]'])
})

it('a group of fewer than two is dropped and listed, and so is what is no group', () => {
  expect(read([['a/x'], 'b/y', [], ['c/z', 'd/w']]).groups).toEqual([['c/z', 'd/w']])
  expect(paths([['a/x'], 'b/y', [], ['c/z', 'd/w']])).toEqual(['[0]', '[1]', '[2]'])
  expect(read([['a/x', ' a/x']])).toEqual({ groups: [['a/x', 'a/x']], issues: [] })
})

it('says of each thing that is left out what it should have been', () => {
  const { issues } = read([['a/x', 'no-slash', 'b/y', ' b/y'], 'c/z', ['a/x', ' d/w '], ['e/v', '/f/w']])
  expect(issues).toEqual([
    { path: '[0][1]', message: 'must be provider/model' },
    { path: '[1]', message: 'must be a list' },
    { path: '[2]', message: 'a/x belongs to an earlier group' },
    { path: '[3][1]', message: 'must be provider/model' },
    { path: '[3]', message: 'needs two members' },
  ])
  expect(groupsFromJson('{}').issues).toEqual([{ path: '(root)', message: 'must be a JSON list of lists' }])
})

it('a member of two groups belongs to the first and is listed, and the second is reached by its other members', () => {
  const { groups, issues } = read([
    ['a/x', 'b/x'],
    ['a/x', 'c/x'],
  ])
  expect(issues.map(({ path }) => path)).toEqual(['[1]'])
  const { models } = definePolicy({ providers: { a: {}, b: {}, c: {} }, groups })
  const order = (name: string) =>
    models.get(name)?.tiers.flatMap((tier) => tier.members.map(({ target }) => target.provider))
  expect(order('a/x')).toEqual(['a', 'b'])
  expect(order('c/x')).toEqual(['c', 'a'])
})

it('reading is total, and what it reads is a valid policy', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        fc.array(fc.array(fc.string())).map((value) => JSON.stringify(value)),
      ),
      (text) => {
        const { groups } = groupsFromJson(text)
        const providers = Object.fromEntries(groups.flat().map((member) => [member.slice(0, member.indexOf('/')), {}]))
        for (const group of groups) expect(group.length).toBeGreaterThanOrEqual(2)
        for (const provider of Object.keys(providers)) expect(provider).not.toBe('')
      },
    ),
  )
})
