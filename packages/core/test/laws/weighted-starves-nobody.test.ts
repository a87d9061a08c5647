import fc from 'fast-check'
import { it } from 'vitest'
import { picksAlong, weightedTargets } from './picks.js'
import { runs } from './runs.js'
import { weightsAndMasks } from './weights-and-masks.js'

it('however availability changes, nobody available is passed over while others have more than their turns in one of his', () => {
  fc.assert(
    fc.property(weightsAndMasks, ({ weights, masks }) => {
      const picked = picksAlong(weightedTargets(weights), masks)
      const all = weights.reduce((sum, weight) => sum + weight, 0)
      for (const [place, weight] of weights.entries()) {
        // In one of his turns everybody else has as many as fit into it, and one that was due already.
        const others = weights.filter((_, other) => other !== place)
        const most = others.reduce((sum, other) => sum + Math.floor(other / weight) + 1, 0)
        let passedOver = 0
        for (const [index, mask] of masks.entries()) {
          if (picked[index] === place) passedOver = 0
          else if (mask & (1 << place)) passedOver++
          if (passedOver > Math.min(most, (2 * all) / weight))
            throw new Error(`${place} was passed over ${passedOver} times`)
        }
      }
    }),
    runs,
  )
})
