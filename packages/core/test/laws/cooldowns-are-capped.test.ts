import { blame, definePolicy, emptySnapshot, type Failure, failureClasses, reduce, type Snapshot } from '@router/core'
import { policyInputs, policySettings } from '@router/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { runs } from './runs.js'

const failures: fc.Arbitrary<Failure> = fc
  .record({
    class: fc.constantFrom(...failureClasses),
    scope: fc.constantFrom('request' as const, 'target', 'credential', 'model', 'provider'),
    retryAfterMs: fc.option(fc.oneof(fc.nat(100_000), fc.constantFrom(2_592_000_000, Number.MAX_SAFE_INTEGER)), {
      nil: undefined,
    }),
    rule: fc.constant('any'),
  })
  .map(({ retryAfterMs, ...failure }) => ({ ...failure, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) }))

it('no stamp is further away than maxCooldownMs or earlier than its failure, whatever the hint, the level and the clock', () => {
  const settings = fc
    .tuple(policySettings(), fc.constantFrom(0, 500, 60_000, 86_400_000))
    .map(([rest, maxCooldownMs]) => ({ ...rest, maxCooldownMs }))
  const happenings = fc.array(fc.record({ at: fc.nat(500_000), agoMs: fc.nat(10_000), failure: failures }), {
    maxLength: 12,
  })
  fc.assert(
    fc.property(policyInputs({ settings }), happenings, (input, list) => {
      const policy = definePolicy(input)
      const [target] = policy.targets.keys()
      let snapshot: Snapshot = emptySnapshot
      for (const { at, agoMs, failure } of list) {
        const attempt = { target: target as never, startedAt: at - agoMs }
        const event = blame(policy, snapshot, attempt, failure, at)
        expect(event.until - at).toBeLessThanOrEqual(policy.maxCooldownMs)
        expect(event.until).toBeGreaterThanOrEqual(at)
        snapshot = reduce(policy, snapshot, event)
      }
    }),
    runs,
  )
})
