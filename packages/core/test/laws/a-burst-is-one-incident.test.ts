import { blame, definePolicy, emptySnapshot, type Failure, reduce, type Snapshot, type Target } from '@router/core'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { runs } from './runs.js'

const policy = definePolicy({ providers: { openai: { models: ['a'] } } })
const target = [...policy.targets.values()][0] as Target

const failures = fc.constantFrom<Failure[]>(
  { class: 'rate-limited', scope: 'target', rule: 'any' },
  { class: 'rate-limited', scope: 'credential', retryAfterMs: 7_000, rule: 'any' },
  { class: 'server-error', scope: 'target', rule: 'any' },
  { class: 'gateway-error', scope: 'provider', rule: 'any' },
)

it('failures whose attempts all started before the first of them failed raise the level by one, however many and in any order', () => {
  const waves = fc.array(
    fc.array(fc.record({ startedAt: fc.nat(50), failsAt: fc.nat(50) }), { minLength: 1, maxLength: 100 }),
    { minLength: 1, maxLength: 3 },
  )
  fc.assert(
    fc.property(waves, failures, (list, failure) => {
      let snapshot: Snapshot = emptySnapshot
      for (const [index, wave] of list.entries()) {
        const base = index * 1_000
        for (const { startedAt, failsAt } of wave) {
          const attempt = { target: target.id, startedAt: base + startedAt }
          const event = blame(policy, snapshot, attempt, failure, base + 60 + failsAt)
          expect(event.level).toBe(index + 1)
          snapshot = reduce(policy, snapshot, event)
        }
      }
    }),
    runs,
  )
})
