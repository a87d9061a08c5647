import fc from 'fast-check'
import { expect, it } from 'vitest'
import { equalTargets, picksAlong } from './picks.js'
import { runs } from './runs.js'

/** Stretches in which the same targets are available, for some picks each. */
const stretches = (count: number) =>
  fc.array(fc.record({ mask: fc.integer({ min: 1, max: 2 ** count - 1 }), picks: fc.integer({ min: 1, max: 10 }) }), {
    minLength: 1,
    maxLength: 5,
  })

it('while availability is constant, no two available targets are ever more than one pick apart', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5 }).chain((count) => fc.tuple(fc.constant(count), stretches(count))),
      ([count, parts]) => {
        const masks = parts.flatMap(({ mask, picks }) => Array<number>(picks).fill(mask))
        const picked = picksAlong(equalTargets(count).policy, masks)
        let start = 0
        for (const { mask, picks } of parts) {
          const available = Array.from({ length: count }, (_, index) => index).filter((index) => mask & (1 << index))
          for (let from = start; from < start + picks; from++) {
            const counts = new Map(available.map((index) => [index, 0]))
            for (let to = from; to < start + picks; to++) {
              const who = picked[to] as number
              counts.set(who, (counts.get(who) ?? 0) + 1)
              expect(Math.max(...counts.values()) - Math.min(...counts.values())).toBeLessThanOrEqual(1)
            }
          }
          start += picks
        }
      },
    ),
    runs,
  )
})
