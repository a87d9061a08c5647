import { describe, expect, it } from 'vitest'
import { jsonIn } from '../../src/failure/json-in.js'

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth)
const list = (commas: number): string => `[${'0,'.repeat(commas)}0]`

describe('jsonIn', () => {
  it.each([
    ['{"a":1}', { a: 1 }],
    [' \n{"a":1} ', { a: 1 }],
    ['[{"a":1}]', [{ a: 1 }]],
    ['data: {"a":1}', { a: 1 }],
    ['data: [1]', [1]],
    ['{"a":1}data: {"b":2}', { a: 1 }],
    ['{"a":[1,{"b":"}"}]} tail }', { a: [1, { b: '}' }] }],
    ['{"a":"\\"}"}', { a: '"}' }],
    ['{"a":"\\\\"}{', { a: '\\' }],
    ['"text"', 'text'],
    [' "{\\"a\\":1}" ', '{"a":1}'],
    ['[not a list] {"a":1}', { a: 1 }],
    ['{"a":[1]', undefined],
    ['{a:1}', undefined],
    ['"cut', undefined],
    ['{"a":1} "', { a: 1 }],
    ['<p>{"a":1}</p>', undefined],
    ['no JSON', undefined],
    ['', undefined],
    [']{"a":1}', { a: 1 }],
  ])('in %j is %j', (text, json) => {
    expect(jsonIn(text)).toEqual(json)
  })

  it('nests at most 32 deep', () => {
    expect(jsonIn(nested(32))).toBeDefined()
    expect(jsonIn(nested(33))).toBeUndefined()
  })

  it('has at most 1,024 commas', () => {
    expect(jsonIn(list(1_024))).toHaveLength(1_025)
    expect(jsonIn(list(1_025))).toBeUndefined()
    expect(jsonIn(JSON.stringify([','.repeat(2_000)]))).toBeDefined()
  })
})
