import { explain } from '@router/core'
import { scenes } from '@router/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { runs } from './runs.js'

it('whoever cools until a moment cools one millisecond before it and no longer at it, with no event in between', () => {
  fc.assert(
    fc.property(scenes(), ({ policy, snapshot, now }) => {
      for (const { id } of policy.targets.values()) {
        const exclusionAt = (at: number) => {
          const request = { id: 'r', model: `${policy.targets.get(id)?.provider}/${policy.targets.get(id)?.model}` }
          const pinned = { ...request, pin: { target: id } }
          const candidates = explain(policy, snapshot, pinned, at).tiers.flatMap((tier) => tier.candidates)
          const candidate = candidates.find(({ target }) => target === id)
          return candidate === undefined || candidate.eligible ? undefined : candidate.exclusion
        }
        const exclusion = exclusionAt(now)
        if (exclusion?.type !== 'cooling') continue
        const { until } = exclusion
        expect(until).toBeGreaterThan(now)
        expect(exclusionAt(until - 1)).toMatchObject({ type: 'cooling', until })
        expect(exclusionAt(until)?.type).not.toBe('cooling')
      }
    }),
    runs,
  )
})
