import { advance, begin, definePolicy, emptySnapshot, type Snapshot, select } from '@router/core'
import fc from 'fast-check'
import { expect, it } from 'vitest'

const day = 86_400_000

it('an upstream that says for a month to come back in a month is asked now and then, ever less often, and never in a loop', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(1, 60_000, 900_000),
      fc.constantFrom(5 * 3_600_000, day),
      fc.constantFrom(30 * day, 400 * day, Number.MAX_SAFE_INTEGER),
      (trustMs, maxCooldownMs, hintMs) => {
        const policy = definePolicy({
          providers: { p: { models: ['m'] } },
          probe: { trustMs },
          maxCooldownMs,
          patience: { totalMs: 0 },
        })
        const request = { id: 'r', model: 'm' }
        const reply = {
          type: 'response',
          status: 429,
          headers: { 'retry-after-ms': String(hintMs) },
          body: '',
        } as const
        let snapshot: Snapshot = emptySnapshot
        let now = 0
        let lastMs = 0
        const asks = 2 + Math.log2(day / trustMs) + (30 * day) / maxCooldownMs
        for (let asked = 0; now < 30 * day; asked++) {
          expect(asked).toBeLessThanOrEqual(asks)
          const step = begin(policy, snapshot, request, now)
          expect(step.command.type).toBe('attempt')
          const after = advance(policy, step.snapshot, step.execution, { type: 'failed', number: 1, reply }, now + 1)
          const [event] = after.events
          if (event?.type !== 'attempt-failed') throw new Error('nobody is blamed')
          const lengthMs = event.until - event.failedAt
          expect(lengthMs).toBe(Math.min(trustMs * 2 ** (event.level - 1), hintMs, maxCooldownMs))
          expect(lengthMs).toBeGreaterThanOrEqual(lastMs)
          expect(event.hintedUntil).toBe(Math.min(now + 1 + hintMs, Number.MAX_SAFE_INTEGER))
          expect(select(policy, after.snapshot, request, event.until - 1)).toMatchObject({
            type: 'none',
            retryAt: event.until,
          })
          snapshot = after.snapshot
          now = event.until
          lastMs = lengthMs
        }
      },
    ),
    { numRuns: 30 },
  )
})
