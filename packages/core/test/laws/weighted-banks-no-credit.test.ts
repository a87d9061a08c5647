import fc from 'fast-check'
import { expect, it } from 'vitest'
import { picksAlong, weightedTargets } from './picks.js'
import { runs } from './runs.js'

it('a target that returns after any absence has no more than one turn and its share before everybody has been picked', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 2, maxLength: 5 }),
      fc.nat(4),
      fc.nat(40),
      fc.nat(8),
      (weights, at, absentFor, before) => {
        const returning = at % weights.length
        const all = 2 ** weights.length - 1
        const after = 20 * weights.length
        const masks = [
          ...Array<number>(before).fill(all),
          ...Array<number>(absentFor).fill(all & ~(1 << returning)),
          ...Array<number>(after).fill(all),
        ]
        const picks = picksAlong(weightedTargets(weights), masks).slice(before + absentFor)
        const others = new Set(picks.filter((who) => who !== returning))
        expect(others.size).toBe(weights.length - 1)
        let had = 0
        for (const who of picks) {
          if (who === returning) had++
          else others.delete(who)
          if (others.size === 0) break
        }
        expect(had).toBeLessThanOrEqual(1 + Math.ceil((weights[returning] ?? 0) / Math.min(...weights)))
      },
    ),
    runs,
  )
})
