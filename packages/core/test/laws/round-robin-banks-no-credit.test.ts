import fc from 'fast-check'
import { expect, it } from 'vitest'
import { equalTargets, picksAlong } from './picks.js'
import { runs } from './runs.js'

it('a target that returns after any absence is picked once before everybody else has been picked once', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 5 }), fc.nat(4), fc.nat(30), fc.nat(5), (count, at, absentFor, before) => {
      const returning = at % count
      const all = 2 ** count - 1
      const others = all & ~(1 << returning)
      const masks = [
        ...Array<number>(before).fill(all),
        ...Array<number>(absentFor).fill(others),
        ...Array<number>(2 * count).fill(all),
      ]
      const after = picksAlong(equalTargets(count).policy, masks).slice(before + absentFor)
      const second = after.indexOf(returning, after.indexOf(returning) + 1)
      expect(new Set(after.slice(0, second)).size).toBe(count)
    }),
    runs,
  )
})
