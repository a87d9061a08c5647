import {
  blame,
  definePolicy,
  emptySnapshot,
  type Failure,
  failureClasses,
  healthOf,
  names,
  type RouterEvent,
  reduce,
  type Snapshot,
  toJson,
} from '@router/core'
import { policyInputs, routerEvents, scopesOf } from '@router/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { entriesOf } from '../../src/lib/persistent-map.js'
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

it('whatever is heard of whatever names, everything that is kept is kept of names of the policy', () => {
  const told = policyInputs().chain((input) => {
    const other = definePolicy(input)
    const starts: fc.Arbitrary<RouterEvent> = fc.record({
      type: fc.constant('attempt-started' as const),
      at: fc.nat(20),
      target: fc.constantFrom(...[...other.targets.values(), ...policy.targets.values()].map(({ id }) => id)),
      name: fc.constantFrom(...names(other), ...names(policy), 'nobody'),
      number: fc.constant(1),
      spendsToken: fc.boolean(),
    })
    return fc.record({
      other: fc.constant(other),
      events: fc.array(fc.oneof(routerEvents(other), routerEvents(policy), starts), { maxLength: 30 }),
    })
  })
  fc.assert(
    fc.property(told, ({ other, events }) => {
      const elsewhere = events.reduce((known, event) => reduce(other, known, event), emptySnapshot)
      const heard = reduce(policy, emptySnapshot, { type: 'health-heard', health: healthOf(elsewhere) })
      const { health, traffic } = events.reduce((known, event) => reduce(policy, known, event), heard)
      for (const map of [health.held, health.proofs, traffic.leases])
        for (const [key] of entriesOf<unknown>(map)) expect(policy.scopes.has(key)).toBe(true)
      const turns = entriesOf(traffic.turns).map(([, { latest }]) => latest)
      for (const map of [traffic.picked, traffic.latencies, ...turns])
        for (const [id] of entriesOf<unknown>(map)) expect(policy.targets.has(id)).toBe(true)
    }),
    runs,
  )
})
