import fc from 'fast-check'
import { expect, it } from 'vitest'
import { equalTargets, picksAlong } from './picks.js'
import { runs } from './runs.js'

it('however availability changes, nobody who is available is passed over more than n-1 times in a row', () => {
  fc.assert(
    fc.property(
      fc
        .integer({ min: 1, max: 5 })
        .chain((count) =>
          fc.tuple(fc.constant(count), fc.array(fc.integer({ min: 1, max: 2 ** count - 1 }), { maxLength: 40 })),
        ),
      ([count, masks]) => {
        const picked = picksAlong(equalTargets(count).policy, masks)
        for (let target = 0; target < count; target++) {
          let passedOver = 0
          for (const [index, mask] of masks.entries()) {
            if (picked[index] === target) passedOver = 0
            else if (mask & (1 << target)) passedOver++
            expect(passedOver).toBeLessThanOrEqual(count - 1)
          }
        }
      },
    ),
    runs,
  )
})
