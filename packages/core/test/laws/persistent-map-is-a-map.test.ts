import fc from 'fast-check'
import { expect, it } from 'vitest'
import { hashOf } from '../../src/lib/hash.js'
import { emptyMap, entriesOf, valueAt, withoutKey, withValue } from '../../src/lib/persistent-map.js'
import { runs } from './runs.js'

/** Pairs of different keys with the same hash, found by looking. */
function collisions(): readonly string[] {
  const seen = new Map<number, string>()
  const found: string[] = []
  for (let index = 0; found.length < 6; index++) {
    const key = `k${index}`
    const hash = hashOf(key)
    const other = seen.get(hash)
    if (other === undefined) seen.set(hash, key)
    else found.push(other, key)
  }
  return found
}

const keys = fc.oneof(fc.constantFrom(...collisions(), '__proto__', ''), fc.string({ maxLength: 2 }))
const changes = fc.array(fc.record({ key: keys, value: fc.option(fc.nat(3), { nil: undefined }) }), {
  maxLength: 60,
  size: 'max',
})

it('a persistent map holds what a Map holds after any writes and deletions, and no earlier map ever changes', () => {
  fc.assert(
    fc.property(changes, (list) => {
      const model = new Map<string, number>()
      let map = emptyMap<number>()
      for (const { key, value } of list) {
        const before = map
        const entriesBefore = entriesOf(before)
        map = value === undefined ? withoutKey(map, key) : withValue(map, key, value)
        const isSame = model.get(key) === value
        if (value === undefined) model.delete(key)
        else model.set(key, value)
        expect(map === before).toBe(isSame)
        expect(entriesOf(before)).toEqual(entriesBefore)
        expect(valueAt(map, key)).toBe(value)
        expect(map.size).toBe(model.size)
      }
      expect(entriesOf(map)).toEqual([...model].sort(([a], [b]) => (a < b ? -1 : 1)))
      for (const { key } of list) expect(valueAt(map, key)).toBe(model.get(key))
      for (const key of model.keys()) map = withoutKey(map, key)
      expect(map).toBe(emptyMap())
    }),
    runs,
  )
})
