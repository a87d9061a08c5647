import { expect, it } from 'vitest'
import { hashOf } from '../../src/lib/hash.js'
import {
  eachDifference,
  emptyMap,
  entriesOf,
  keeping,
  type PersistentMap,
  valueAt,
  withoutKey,
  withValue,
} from '../../src/lib/persistent-map.js'

/** Keys whose hashes meet nowhere, for some of the way, or wholly. */
const hashes: ReadonlyMap<string, number> = new Map(
  [0, 0, 0, 1, 31, 32, 33, 1 << 10, 1 << 30, 3 << 30, -1, -1, 0x7fffffff, 0x55555555].map(
    (hash, index) => [`k${index}`, hash >>> 0] as const,
  ),
)
const keys = [...hashes.keys()]

const mapOf = (values: ReadonlyMap<string, number>): PersistentMap<number> =>
  [...values].reduce((map, [key, value]) => withValue(map, key, value, hashes.get(key)), emptyMap<number>())

/** So many contents, from empty to full, the same ones each time. */
const contents = Array.from({ length: 40 }, (_, round) => {
  const order = keys.toSorted((a, b) => hashOf(`${round}${a}`) - hashOf(`${round}${b}`))
  return new Map(order.slice(0, round % (keys.length + 1)).map((key) => [key, hashOf(`${key}${round}`) % 3]))
})

it('whatever hashes have in common, a map holds what was written, and its keys are told sorted', () => {
  for (const values of contents) {
    const map = mapOf(values)
    expect(map.size).toBe(values.size)
    for (const key of keys) expect(valueAt(map, key, hashes.get(key))).toBe(values.get(key))
    expect(entriesOf(map)).toEqual([...values].sort(([a], [b]) => (a < b ? -1 : 1)))
  }
})

it('a map is shaped by its contents and not by its history', () => {
  const all = mapOf(new Map(keys.map((key) => [key, 7])))
  for (const values of contents) {
    const narrowed = keys
      .filter((key) => !values.has(key))
      .reduce((map, key) => withoutKey(map, key, hashes.get(key)), all)
    const written = [...values].reduceRight(
      (map, [key, value]) => withValue(map, key, value, hashes.get(key)),
      narrowed,
    )
    expect(written).toEqual(mapOf(values))
  }
})

it('writing what is there and leaving out what is not gives the very same map', () => {
  for (const values of contents) {
    const map = mapOf(values)
    for (const [key, hash] of hashes) {
      const value = values.get(key)
      expect(value === undefined ? withoutKey(map, key, hash) : withValue(map, key, value, hash)).toBe(map)
    }
  }
})

it('between two maps exactly those keys differ that hold another value, or one in only one of them', () => {
  for (const before of contents)
    for (const after of contents) {
      const heard: unknown[] = []
      eachDifference(mapOf(before), mapOf(after), (...difference) => heard.push(difference))
      const expected = keys
        .filter((key) => before.get(key) !== after.get(key))
        .map((key) => [key, before.get(key), after.get(key)])
      expect(heard).toHaveLength(expected.length)
      expect(heard).toEqual(expect.arrayContaining(expected))
    }
})

it('what two maps share is not looked at', () => {
  const wide = Array.from({ length: 1_000 }, (_, index) => `key ${index}`).reduce(
    (map, key) => withValue(map, key, {}),
    emptyMap<object>(),
  )
  const heard: string[] = []
  eachDifference(wide, withoutKey(withValue(wide, 'key 500', {}), 'key 7'), (key) => heard.push(key))
  expect(heard.toSorted()).toEqual(['key 500', 'key 7'])
})

it('a map keeps the entries that are to be kept, and is the same map where all are', () => {
  const map = ['a', 'b', 'c', 'd'].reduce((all, key, value) => withValue(all, key, value), emptyMap<number>())
  expect(entriesOf(keeping(map, (key, value) => key === 'a' || value === 2))).toEqual([
    ['a', 0],
    ['c', 2],
  ])
  expect(keeping(map, () => true)).toBe(map)
  expect(keeping(map, () => false)).toBe(emptyMap())
})
