import { blame, definePolicy, emptySnapshot, failureClasses, reduce, type Snapshot } from '@router/core'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { runs } from './runs.js'

const classes = failureClasses.filter((kind) => kind !== 'cancelled')

it('fewer incidents in a row than the policy says cool nobody, and from then on each does, no shorter than the one before', () => {
  const ladders = fc.record({
    firstMs: fc.integer({ min: 1, max: 5_000 }),
    factor: fc.constantFrom(1, 1.5, 2, 10),
    capMs: fc.integer({ min: 5_000, max: 100_000 }),
    fromIncident: fc.integer({ min: 1, max: 4 }),
  })
  fc.assert(
    fc.property(ladders, fc.constantFrom(...classes), fc.integer({ min: 1, max: 12 }), (cooldown, kind, incidents) => {
      const policy = definePolicy({ providers: { p: { models: ['a'] } }, effects: { [kind]: { cooldown } } })
      const [target] = policy.targets.keys()
      let snapshot: Snapshot = emptySnapshot
      let now = 0
      let lastMs = 0
      for (let incident = 1; incident <= incidents; incident++) {
        const attempt = { target: target as never, startedAt: now + 1 }
        const event = blame(policy, snapshot, attempt, { class: kind, scope: 'target', rule: 'any' }, now + 2)
        const lengthMs = event.until - event.failedAt
        expect(event.level).toBe(incident)
        expect(lengthMs > 0).toBe(incident >= cooldown.fromIncident)
        expect(lengthMs).toBeGreaterThanOrEqual(lastMs)
        expect(lengthMs).toBeLessThanOrEqual(Math.max(cooldown.capMs, cooldown.firstMs))
        snapshot = reduce(policy, snapshot, event)
        now = event.until + 2
        lastMs = lengthMs
      }
    }),
    runs,
  )
})
