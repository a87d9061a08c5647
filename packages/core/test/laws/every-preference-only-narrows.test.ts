import { explain } from '@router/core'
import { scenes } from '@router/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { plainRequests } from './plain-requests.js'
import { runs } from './runs.js'

it('each preference keeps somebody, only of those whom the one before it kept, in their order; the first of the last is used', () => {
  fc.assert(
    fc.property(scenes({ requests: plainRequests }), ({ policy, snapshot, request, now }) => {
      const { decision, tiers } = explain(policy, snapshot, request, now)
      const serving = tiers.find(({ candidates }) => candidates.some(({ eligible }) => eligible))
      let left = serving?.candidates.flatMap(({ eligible, target }) => (eligible ? [target] : [])) ?? []
      for (const { kept } of serving?.narrowed ?? []) {
        expect(kept.length).toBeGreaterThan(0)
        expect(left.filter((target) => kept.includes(target))).toEqual(kept)
        left = [...kept]
      }
      if (decision.type === 'use' && !decision.cooling) expect(decision.target.id).toBe(left[0])
      for (const tier of tiers) if (tier !== serving) expect(tier.narrowed).toEqual([])
    }),
    runs,
  )
})
