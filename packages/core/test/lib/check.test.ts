import { expect, it } from 'vitest'
import {
  type Check,
  flag,
  json,
  list,
  listOr,
  number,
  object,
  oneOf,
  record,
  refined,
  text,
  textLike,
  textOr,
  withDefault,
  wrong,
} from '../../src/lib/check.js'
import { filled } from '../../src/lib/filled.js'
import { keyPath } from '../../src/lib/issue.js'
import { name, nameWithout } from '../../src/lib/name-check.js'

const issues = (check: Check, value: unknown, path = 'at'): readonly string[] =>
  check(value, path).map(({ path: where, message }) => `${where} ${message}`)

it.each<[string, () => Check, readonly unknown[], readonly [value: unknown, message: string][]]>([
  [
    'a number',
    () => number({ min: 1, max: 3 }),
    [1, 2.5, 3],
    [
      [0.9, 'at must be a number from 1 to 3, is 0.9'],
      [3.1, 'at must be a number from 1 to 3, is 3.1'],
      [Number.NaN, 'at must be a number from 1 to 3, is NaN'],
      ['2', 'at must be a number from 1 to 3, is a text'],
    ],
  ],
  [
    'a whole number of any size',
    () => number({ whole: true }),
    [0, 7, Number.MAX_SAFE_INTEGER],
    [
      [0.5, 'at must be a whole number from 0, is 0.5'],
      [-1, 'at must be a whole number from 0, is -1'],
      [2 ** 53, 'at must be a whole number from 0, is 9007199254740992'],
    ],
  ],
  ['any number from 0', () => number(), [0, 0.5], [[-0.1, 'at must be a number from 0, is -0.1']]],
  ['a text', () => text, ['', 'x'], [[7, 'at must be a text, is 7']]],
  [
    'a text of a kind',
    () => textLike(/^a+$/, 'a few a'),
    ['a', 'aaa'],
    [
      ['b', 'at must be a few a, is a text'],
      [['a'], 'at must be a few a, is a list'],
    ],
  ],
  ['a flag', () => flag, [true, false], [[0, 'at must be true or false, is 0']]],
  [
    'one of a few words',
    () => oneOf('yes', 'no'),
    ['yes', 'no'],
    [
      ['maybe', 'at must be one of yes, no, is a text'],
      [undefined, 'at must be one of yes, no, is undefined'],
    ],
  ],
  [
    'JSON',
    () => json,
    [null, 'x', 0, true, [], {}, [{ a: [null, -1.5] }]],
    [
      [undefined, 'at must be JSON, at most 16 deep, is undefined'],
      [Number.POSITIVE_INFINITY, 'at must be JSON, at most 16 deep, is Infinity'],
      [[undefined], 'at must be JSON, at most 16 deep, is a list'],
      [{ a: Number.NaN }, 'at must be JSON, at most 16 deep, is an object'],
      [1n, 'at must be JSON, at most 16 deep, is 1'],
    ],
  ],
  [
    'a list',
    () => list(number()),
    [[], [1, 2]],
    [
      [[1, 'x', -1], 'at[1] must be a number from 0, is a text; at[2] must be a number from 0, is -1'],
      [{ length: 0 }, 'at must be a list, is an object'],
      [null, 'at must be a list, is null'],
      // A hole is a value that is missing.
      [new Array(1), 'at[0] must be a number from 0, is undefined'],
    ],
  ],
  [
    'a record',
    () => record(number(), textLike(/^k/, 'a key')),
    [{}, { k1: 1, 'k 2': 2 }],
    [
      [{ k: 'x', l: 1 }, 'at.k must be a number from 0, is a text; at.l must be a key, is a text'],
      [[], 'at must be an object, is a list'],
    ],
  ],
  [
    'an object',
    () => object({ a: number(), b: flag }, ['a']),
    [{ a: 1 }, { a: 1, b: true }, { a: 1, b: undefined }],
    [
      [{ b: 0 }, 'at.b must be true or false, is 0; at.a is missing'],
      [{ a: undefined }, 'at.a is missing'],
      [{ a: 1, 'c d': 1 }, 'at["c d"] unknown key; known are a, b'],
      [{ a: 1, toString: 1 }, 'at.toString unknown key; known are a, b'],
      ['x', 'at must be an object, is a text'],
    ],
  ],
  [
    'a list or a number',
    () => listOr(list(flag), number()),
    [[true], 1],
    [
      [[1], 'at[0] must be true or false, is 1'],
      [true, 'at must be a number from 0, is true'],
    ],
  ],
  [
    'a word or a number',
    () => textOr(oneOf('none'), number()),
    ['none', 1],
    [
      ['some', 'at must be one of none, is a text'],
      [null, 'at must be a number from 0, is null'],
    ],
  ],
  [
    'what is more than of its shape',
    () => refined(number(), (value, path) => (value === 13 ? wrong(path, 'brings bad luck') : [])),
    [12],
    [
      [13, 'at brings bad luck'],
      ['x', 'at must be a number from 0, is a text'],
    ],
  ],
  ['what has a default', () => withDefault(number(), 7), [1], [['x', 'at must be a number from 0, is a text']]],
  ['a name', () => name, ['a', 'a b', '#/'], [['a\n', `at must be ${nameOf('')}, is a text`]]],
  [
    'a name without separators',
    () => nameWithout('/#'),
    ['a b'],
    [
      ['a/b', `at must be ${nameOf(' or / or #')}, is a text`],
      ['a#b', `at must be ${nameOf(' or / or #')}, is a text`],
    ],
  ],
])('%s is told from what is none, and every mistake has its path', (_, make, right, mistakes) => {
  const check = make()
  for (const value of right) expect(issues(check, value)).toEqual([])
  for (const [value, message] of mistakes) expect(issues(check, value).join('; ')).toBe(message)
})

function nameOf(without: string): string {
  return `a name of 1 to 256 characters without control characters${without}`
}

it('what a check looks for stands beside it, for whoever makes defaults and a schema of it', () => {
  const a = number({ min: 1, max: 3, whole: true })
  expect(a.shape).toEqual({ type: 'number', min: 1, max: 3, whole: true })
  expect(textLike(/^a$/, 'an a').shape).toEqual({ type: 'text', pattern: /^a$/ })
  expect(oneOf('a', 'b').shape).toEqual({ type: 'one-of', words: ['a', 'b'] })
  expect([flag.shape, json.shape]).toEqual([{ type: 'flag' }, { type: 'json' }])
  expect(list(a).shape).toEqual({ type: 'list', of: a })
  expect(record(a, text).shape).toEqual({ type: 'record', of: a, key: text })
  expect(object({ a }, ['a']).shape).toEqual({ type: 'object', fields: { a }, required: ['a'] })
  expect(listOr(a, flag).shape).toEqual({ type: 'either', list: a, otherwise: flag })
  expect(textOr(a, flag).shape).toEqual({ type: 'either', text: a, otherwise: flag })
  expect(withDefault(a, 2).shape).toEqual({ ...a.shape, default: 2 })
  expect(refined(a, () => []).shape).toBe(a.shape)
})

it('the path of a key is as one would write it', () => {
  expect(keyPath('', 'a')).toBe('a')
  expect(keyPath('a', 'b-1$')).toBe('a.b-1$')
  expect(keyPath('a', '1b')).toBe('a["1b"]')
  expect(keyPath('', 'b c')).toBe('["b c"]')
  expect(keyPath('a', '')).toBe('a[""]')
  expect(wrong('', 'is odd')).toEqual([{ path: '(root)', message: 'is odd' }])
})

it('what is absent is filled with what it means, at any depth, and what is there is kept', () => {
  const check = object(
    {
      plain: number(),
      filled: withDefault(number(), 7),
      inner: object({ on: withDefault(flag, false) }),
      needed: object({ a: withDefault(number(), 1), b: number() }, ['b']),
      list: list(object({ a: withDefault(number(), 1) })),
      record: record(object({ a: withDefault(number(), 1) }), text),
      listed: listOr(list(object({ a: withDefault(number(), 1) })), object({ b: withDefault(number(), 2) })),
      worded: textOr(oneOf('none'), object({ b: withDefault(number(), 2) })),
    },
    [],
  )
  const absent = { filled: 7, inner: { on: false } }
  expect(filled(check, {})).toStrictEqual(absent)
  expect(filled(check, undefined)).toStrictEqual(absent)
  expect(
    filled(check, {
      plain: 0,
      filled: 0,
      inner: { on: true },
      needed: { b: 3 },
      list: [{}, { a: 2 }],
      record: { k: {} },
      listed: [{}],
      worded: 'none',
    }),
  ).toStrictEqual({
    plain: 0,
    filled: 0,
    inner: { on: true },
    needed: { a: 1, b: 3 },
    list: [{ a: 1 }, { a: 2 }],
    record: { k: { a: 1 } },
    listed: [{ a: 1 }],
    worded: 'none',
  })
  expect(filled(check, { listed: {}, worded: {} })).toMatchObject({ listed: { b: 2 }, worded: { b: 2 } })
  expect(filled(() => [], undefined)).toBeUndefined()
  expect(filled(() => [], 7)).toBe(7)
})
