import fc from 'fast-check'
import { expect, it } from 'vitest'
import { equalTargets, picksAlong, placesIn, weightedTargets } from './picks.js'
import { runs } from './runs.js'

/** What a shared cursor picks that counts up and is taken modulo the number of those who are available. */
function moduloPicks(count: number, masks: readonly number[]): readonly number[] {
  return masks.map((mask, cursor) => {
    const available = placesIn(mask, count)
    return available[cursor % available.length] as number
  })
}

/** Everybody is there but the last, who is there only when the cursor points elsewhere: in every `count`th pick. */
const flapping = (count: number, length: number): readonly number[] =>
  Array.from({ length }, (_, index) => (index % count === 0 ? 2 ** count - 1 : 2 ** (count - 1) - 1))

const times = (picked: readonly number[], place: number): number => picked.filter((who) => who === place).length

it('a target that is there every other time is starved for ever by a filtered modulo cursor, and served by round-robin', () => {
  fc.assert(
    fc.property(fc.integer({ min: 4, max: 60 }), (length) => {
      const masks = flapping(2, length)
      expect(moduloPicks(2, masks)).not.toContain(1)
      expect(times(picksAlong(equalTargets(2).policy, masks), 1)).toBeGreaterThanOrEqual(Math.floor(length / 2) - 1)
    }),
    runs,
  )
})

it('a target that flaps among others is starved for ever by it, and served each time it is there by round-robin and by weighted', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 5 }), fc.integer({ min: 4, max: 20 }), (count, appearances) => {
      const masks = flapping(count, count * appearances)
      expect(moduloPicks(count, masks)).not.toContain(count - 1)
      // The first time everybody is new, and declared order decides.
      const weights = Array<number>(count).fill(1)
      for (const policy of [equalTargets(count).policy, weightedTargets(weights)])
        expect(times(picksAlong(policy, masks), count - 1)).toBe(appearances - 1)
    }),
    runs,
  )
})

it('whatever its weight among whichever others, weighted serves a flapping target its share of the times it is there', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 2, maxLength: 4 }),
      fc.integer({ min: 10, max: 40 }),
      (weights, appearances) => {
        const picked = picksAlong(weightedTargets(weights), flapping(weights.length, weights.length * appearances))
        const all = weights.reduce((sum, weight) => sum + weight, 0)
        const fewest = Math.floor(appearances / ((2 * all) / (weights.at(-1) ?? 0) + 1))
        expect(times(picked, weights.length - 1)).toBeGreaterThanOrEqual(fewest)
      },
    ),
    runs,
  )
})
