import { expect, it } from 'vitest'
import { assertNever } from '../../src/lib/assert-never.js'
import { firstOf } from '../../src/lib/first-of.js'
import { grouped } from '../../src/lib/grouped.js'
import { isObject } from '../../src/lib/is-object.js'
import { ListInStep } from '../../src/lib/list-in-step.js'
import { parsed } from '../../src/lib/parsed.js'
import { emptyMap, valueAt, withValue } from '../../src/lib/persistent-map.js'

it('the first of which anything is read is taken, be it 0 or nothing', () => {
  const asked: number[] = []
  const read = (found: unknown) => (item: number) => {
    asked.push(item)
    return item === 2 ? found : undefined
  }
  for (const found of [0, '', false, null, 'x']) expect(firstOf([1, 2, 3], read(found))).toBe(found)
  expect(new Set(asked)).toEqual(new Set([1, 2]))
  expect(firstOf([1, 3], read('x'))).toBeUndefined()
})

it('items are grouped by a key, keys in the order in which they first come and items in theirs', () => {
  expect([...grouped(['bb', 'a', 'cc', 'd'], ({ length }) => length)]).toEqual([
    [2, ['bb', 'cc']],
    [1, ['a', 'd']],
  ])
  expect(grouped([], String).size).toBe(0)
})

it('an object is neither a list nor nothing', () => {
  expect([{}, Object.create(null), [], null, undefined, 'x', () => 1].map(isObject)).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
    false,
  ])
})

it('a text is read as JSON, or as nothing', () => {
  expect(parsed('{"a":[1]}')).toEqual({ a: [1] })
  expect(parsed('{"a":')).toBeUndefined()
})

it('a case that nobody thought of is named', () => {
  expect(() => assertNever({ type: 'odd' } as never)).toThrow(new TypeError('unhandled case: {"type":"odd"}'))
})

it('a list in step looks again only at the places of what has changed, and is the same list for the same map', () => {
  const looked: number[] = []
  const places = new Map([
    ['a', [0]],
    ['b', [1, 2]],
  ])
  const ofNothing = ['', '', '']
  const list = new ListInStep<string, string>(ofNothing, places, (map, place) => {
    looked.push(place)
    return valueAt(map, place === 0 ? 'a' : 'b') ?? ''
  })
  expect(list.of(emptyMap())).toBe(ofNothing)
  const one = withValue(withValue(emptyMap<string>(), 'a', 'x'), 'elsewhere', 'z')
  const first = list.of(one)
  expect([first, looked, ofNothing]).toEqual([['x', '', ''], [0], ['', '', '']])
  expect(list.of(one)).toBe(first)
  expect([list.of(withValue(one, 'b', 'y')), looked]).toEqual([
    ['x', 'y', 'y'],
    [0, 1, 2],
  ])
  expect(first).toEqual(['x', '', ''])
})
