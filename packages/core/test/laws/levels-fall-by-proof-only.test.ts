import { blame, definePolicy, emptySnapshot, type Failure, type RouterEvent, reduce } from '@router/core'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { runs } from './runs.js'

const policy = definePolicy({ providers: { p: { models: ['a'] } } })
const id = [...policy.targets.keys()][0] as never
const failure: Failure = { class: 'overloaded', scope: 'target', rule: 'any' }

it('time alone lowers no level; a proof that started after the last failure starts again at the first incident', () => {
  const lives = fc.array(fc.record({ afterMs: fc.integer({ min: 1, max: 100_000_000 }), proves: fc.boolean() }), {
    maxLength: 8,
  })
  fc.assert(
    fc.property(lives, (life) => {
      let snapshot = emptySnapshot
      let now = 0
      let level = 0
      for (const { afterMs, proves } of life) {
        now += afterMs
        const startedAt = now
        now += 1
        if (proves) {
          const event: RouterEvent = {
            type: 'attempt-committed',
            at: now,
            target: id,
            startedAt,
            evidence: 'generation-started',
          }
          snapshot = reduce(policy, snapshot, event)
          level = 0
        } else {
          const event = blame(policy, snapshot, { target: id, startedAt }, failure, now)
          expect(event.level).toBe(++level)
          snapshot = reduce(policy, snapshot, event)
        }
      }
    }),
    runs,
  )
})
