import { explain } from '@router/core'
import { scenes } from '@router/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { runs } from './runs.js'

it('seen from an earlier moment than it was stamped, a cooldown is never longer than it was stamped', () => {
  fc.assert(
    fc.property(
      scenes(),
      fc.integer({ min: -1_000_000, max: 0 }),
      ({ policy, snapshot, played, request, now }, backMs) => {
        const lengths = played.events.flatMap((event) =>
          event.type === 'attempt-failed'
            ? [event.until - event.failedAt]
            : event.type === 'cooldown-set'
              ? [event.until - event.at]
              : [],
        )
        const at = now + backMs
        for (const { candidates } of explain(policy, snapshot, request, at).tiers)
          for (const candidate of candidates)
            if (!candidate.eligible && candidate.exclusion.type === 'cooling') {
              const { until, since, key } = candidate.exclusion
              const [, held] = [key, until]
              if (since > at) expect(held - at).toBeLessThanOrEqual(Math.max(...lengths))
              else expect(played.events.some((event) => 'until' in event && event.until === until)).toBe(true)
            }
      },
    ),
    runs,
  )
})
