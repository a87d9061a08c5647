import fc from 'fast-check'
import { expect, it } from 'vitest'
import { equalTargets, picksAlong } from './picks.js'
import { runs } from './runs.js'

/** What a shared cursor picks that counts up and is taken modulo the number of those who are available. */
function moduloPicks(count: number, masks: readonly number[]): readonly number[] {
  return masks.map((mask, cursor) => {
    const available = Array.from({ length: count }, (_, index) => index).filter((index) => mask & (1 << index))
    return available[cursor % available.length] as number
  })
}

it('a target that is there every other time is starved for ever by a filtered modulo cursor, and served by round-robin', () => {
  fc.assert(
    fc.property(fc.integer({ min: 4, max: 60 }), (length) => {
      const masks = Array.from({ length }, (_, index) => (index % 2 === 0 ? 0b11 : 0b01))
      expect(moduloPicks(2, masks)).not.toContain(1)
      const picked = picksAlong(equalTargets(2).policy, masks)
      const served = picked.filter((who) => who === 1).length
      expect(served).toBeGreaterThanOrEqual(Math.floor(length / 2) - 1)
    }),
    runs,
  )
})
