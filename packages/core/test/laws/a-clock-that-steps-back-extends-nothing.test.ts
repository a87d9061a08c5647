import { definePolicy, emptySnapshot, explain, type Instant, type Policy, reduce, type Snapshot } from '@router/core'
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
              const { until, since } = candidate.exclusion
              if (since > at) expect(until - at).toBeLessThanOrEqual(Math.max(...lengths))
              else expect(played.events.some((event) => 'until' in event && event.until === until)).toBe(true)
            }
      },
    ),
    runs,
  )
})

/** How long, by a clock that starts at `from`, something keeps the only target out: looked at in steps. */
function heldMs(policy: Policy, snapshot: Snapshot, from: Instant, to: Instant, stepMs: number): number {
  let heldFor = 0
  for (let at = from; at < to; at += stepMs) {
    const [candidate] = explain(policy, snapshot, { id: 'r', model: 'm' }, at).tiers[0]?.candidates ?? []
    if (candidate?.eligible === false) heldFor += stepMs
  }
  return heldFor
}

it('a clock set back right after a failure, however far, keeps nobody out for more than twice as long, and so with a trial', () => {
  const lives = fc.record({ stepMs: fc.integer({ min: 1, max: 500_000 }), backSteps: fc.nat(60) })
  fc.assert(
    fc.property(lives, ({ stepMs, backSteps }) => {
      const lengthMs = 10 * stepMs
      const policy = definePolicy({ providers: { p: { models: ['m'] } }, probe: { fromMs: 1, leaseMs: lengthMs } })
      const [target] = policy.targets.values()
      if (target === undefined) throw new Error('there is no target')
      const at = 10_000_000
      const held = (snapshot: Snapshot, backMs: number) =>
        heldMs(policy, snapshot, at - backMs, at + 2 * lengthMs, stepMs)

      const set = { type: 'cooldown-set', at, key: target.scopes.target, until: at + lengthMs } as const
      const cooling = reduce(policy, emptySnapshot, set)
      expect(held(cooling, 0)).toBe(lengthMs)
      expect(held(cooling, backSteps * stepMs)).toBeLessThanOrEqual(2 * lengthMs)

      const before = at - 100 * lengthMs
      const cooled = reduce(policy, emptySnapshot, { ...set, at: before, until: before + lengthMs })
      const start = {
        type: 'attempt-started',
        at,
        target: target.id,
        name: 'm',
        number: 1,
        spendsToken: false,
      } as const
      const probing = reduce(policy, cooled, start)
      expect(held(probing, 0)).toBe(lengthMs)
      expect(held(probing, backSteps * stepMs)).toBeLessThanOrEqual(2 * lengthMs)
    }),
    runs,
  )
})
