import { emptySnapshot, explain } from '@router/core'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { pricedTargets } from './picks.js'
import { runs } from './runs.js'

it('within keeps exactly those whose label is no further above the lowest than its slack; whoever has none is not among them', () => {
  fc.assert(
    fc.property(
      fc.array(fc.option(fc.nat(20), { nil: undefined }), { minLength: 2, maxLength: 6 }),
      fc.constantFrom(0, 0.1, 0.5, 1, 3),
      (prices, slack) => {
        const policy = pricedTargets(prices, [{ within: { label: 'price', slack } }, 'round-robin'])
        const { tiers } = explain(policy, emptySnapshot, { id: 'r', model: 'all' }, 0)
        const known = prices.filter((price) => price !== undefined)
        const limit = Math.min(...known) * (1 + slack)
        const near = prices.flatMap((price, place) =>
          known.length === 0 || (price !== undefined && price <= limit) ? [`p${place}/default/m`] : [],
        )
        expect(tiers[0]?.narrowed[0]).toEqual({ by: `within ${slack}`, kept: near })
      },
    ),
    runs,
  )
})
