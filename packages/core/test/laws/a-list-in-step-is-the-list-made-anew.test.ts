import fc from 'fast-check'
import { expect, it } from 'vitest'
import { ListInStep } from '../../src/lib/list-in-step.js'
import { emptyMap, type PersistentMap, valueAt, withoutKey, withValue } from '../../src/lib/persistent-map.js'
import { runs } from './runs.js'

const keys = Array.from({ length: 40 }, (_, index) => `k${index}`)
const changes = fc.array(
  fc.record({ key: fc.constantFrom(...keys), value: fc.option(fc.nat(9), { nil: undefined }) }),
  {
    maxLength: 40,
  },
)

it('in whatever order it is asked for the lists of whichever maps, it has each as if made anew, and changes none it has given', () => {
  fc.assert(
    fc.property(
      changes,
      fc.array(fc.nat(40), { maxLength: 20 }),
      fc.array(fc.array(fc.constantFrom(...keys), { maxLength: 3 }), { maxLength: 10 }),
      (list, order, wanted) => {
        const maps: PersistentMap<number>[] = [emptyMap()]
        for (const { key, value } of list) {
          const last = maps.at(-1) ?? emptyMap<number>()
          maps.push(value === undefined ? withoutKey(last, key) : withValue(last, key, value))
        }
        const sumAt = (map: PersistentMap<number>, place: number): number =>
          (wanted[place] ?? []).reduce((sum, key) => sum + (valueAt(map, key) ?? 0), 0)
        const placesOf = new Map(
          keys.map((key) => [key, wanted.flatMap((each, place) => (each.includes(key) ? [place] : []))]),
        )
        const inStep = new ListInStep(
          wanted.map(() => 0),
          placesOf,
          sumAt,
        )
        const given = order.map((index) => {
          const map = maps[index % maps.length] ?? emptyMap<number>()
          return { given: inStep.of(map), anew: wanted.map((_, place) => sumAt(map, place)) }
        })
        for (const { given: each, anew } of given) expect(each).toEqual(anew)
      },
    ),
    runs,
  )
})
