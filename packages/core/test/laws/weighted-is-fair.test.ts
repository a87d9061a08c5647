import fc from 'fast-check'
import { it } from 'vitest'
import { picksAlong, placesIn, weightedTargets } from './picks.js'
import { runs } from './runs.js'
import { weightsAndMasks } from './weights-and-masks.js'

it('while availability is constant, shares by weight are apart by no more than one turn of either', () => {
  fc.assert(
    fc.property(weightsAndMasks, ({ weights, masks }) => {
      const picked = picksAlong(weightedTargets(weights), masks)
      const turn = (place: number): number => 1 / (weights[place] ?? 0)
      for (const [from, mask] of masks.entries()) {
        const available = placesIn(mask, weights.length)
        const had = weights.map(() => 0)
        for (let at = from; masks[at] === mask; at++) {
          const who = picked[at] as number
          had[who] = (had[who] ?? 0) + turn(who)
          for (const one of available)
            for (const other of available) {
              const lead = (had[one] ?? 0) - (had[other] ?? 0)
              if (lead > turn(one) + turn(other) + 1e-9) throw new Error(`${one} leads ${other} by ${lead} turns`)
            }
        }
      }
    }),
    runs,
  )
})
