import { emptySnapshot, explain } from '@router/core'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { weightedTargets } from './picks.js'
import { runs } from './runs.js'

const kept = (weights: readonly number[], size: number, id: string): readonly string[] =>
  explain(
    weightedTargets(weights, [{ sample: size }, 'fill-first', 'round-robin']),
    emptySnapshot,
    { id, model: 'all' },
    0,
  ).tiers[0]?.narrowed[0]?.kept ?? []

it('sample keeps as many as it says, the same ones for the same request, and of fewer all', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 2, maxLength: 8 }),
      fc.integer({ min: 1, max: 9 }),
      fc.string(),
      (weights, size, id) => {
        const drawn = kept(weights, size, id)
        expect(drawn.length).toBe(Math.min(size, weights.length))
        expect(kept(weights, size, id)).toEqual(drawn)
      },
    ),
    runs,
  )
})

it('over many requests sample keeps everybody, whoever has the larger share more often', () => {
  const weights = [1, 2, 4]
  const times = weights.map(() => 0)
  for (let index = 0; index < 3_000; index++)
    for (const target of kept(weights, 2, `request-${index}`)) {
      const place = Number(target.slice(1, 2))
      times[place] = (times[place] ?? 0) + 1
    }
  // Drawn without putting back: the first by weight, the second by weight among the rest.
  const second = (one: number, other: number): number => ((one / 7) * other) / (7 - one)
  const expected = weights.map((weight) =>
    weights.reduce((sum, other) => sum + (other === weight ? weight / 7 : second(other, weight)), 0),
  )
  for (const [place, share] of expected.entries()) expect((times[place] ?? 0) / 3_000).toBeCloseTo(share, 1)
})
