import {
  blame,
  definePolicy,
  emptySnapshot,
  type Failure,
  failureClasses,
  healthOf,
  reduce,
  type Snapshot,
  toJson,
} from '@router/core'
import { scopesOf } from '@router/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { runs } from './runs.js'

const policy = definePolicy({ providers: { p: { credentials: ['k1', 'k2'], models: ['a'] } } })
const ids = [...policy.targets.keys()]

const failures: fc.Arbitrary<Failure> = fc.record({
  class: fc.constantFrom(...failureClasses.slice(0, 2)),
  scope: fc.constantFrom('target' as const, 'provider'),
  retryAfterMs: fc.nat(100_000),
  rule: fc.constant('any'),
})

it("however long a life, health names no scope but the policy's and keeps a handful of facts for each class", () => {
  const lives = fc.array(
    fc.record({
      target: fc.nat(1),
      afterMs: fc.nat(50),
      failure: failures,
      operation: fc.constantFrom('chat', 'count', 'embeddings'),
    }),
    { minLength: 60, maxLength: 120 },
  )
  fc.assert(
    fc.property(lives, (life) => {
      let snapshot: Snapshot = emptySnapshot
      let now = 0
      for (const { target, afterMs, failure, operation } of life) {
        const startedAt = now
        now += afterMs
        const attempt = { target: ids[target] as never, startedAt, operation }
        snapshot = reduce(policy, snapshot, blame(policy, snapshot, attempt, failure, now))
      }
      const { entries } = toJson(healthOf(snapshot))
      expect(entries.filter(([scope]) => !scopesOf(policy).some((known) => known === scope))).toEqual([])
      for (const [, { facts = [] }] of entries)
        for (const kind of failureClasses)
          expect(facts.filter((fact) => fact.class === kind).length).toBeLessThanOrEqual(3)
    }),
    runs,
  )
})
