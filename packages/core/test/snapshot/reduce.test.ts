import { definePolicy, emptySnapshot, type RouterEvent, reduce, type ScopeName, type TargetId } from '@router/core'
import { expect, it } from 'vitest'

const policy = definePolicy({ providers: { p: { models: ['m'] } } })
const target = 'p/default/m' as TargetId
const key = 'provider:p' as ScopeName

it.each<RouterEvent>([
  { type: 'attempt-succeeded', at: 10, target, startedAt: 5, evidence: 'embedding', late: true },
  { type: 'cooldown-set', at: 10, key, until: 20 },
  { type: 'cooldown-cleared', at: 10, key },
  { type: 'scope-suspended', at: 10, key, reason: 'invoice' },
  { type: 'scope-resumed', at: 10, key },
])('hearing again what is known gives the very same snapshot: $type', (event) => {
  const once = reduce(policy, emptySnapshot, event)
  expect(Object.keys(once)).toEqual(['health', 'traffic'])
  expect(once.health).not.toBe(emptySnapshot.health)
  expect(once.traffic).toBe(emptySnapshot.traffic)
  expect(reduce(policy, once, event)).toBe(once)
})

it('what is said of targets and scopes that the policy does not name gives the very same snapshot', () => {
  const stranger = 'q/default/m' as TargetId
  const events: readonly RouterEvent[] = [
    { type: 'attempt-started', at: 0, name: 'm', target: stranger, number: 1, spendsToken: true },
    { type: 'attempt-succeeded', at: 0, target: stranger, startedAt: 0, evidence: 'embedding' },
    { type: 'attempt-abandoned', at: 0, target: stranger, startedAt: 0 },
    { type: 'scope-suspended', at: 0, key: 'provider:q' as ScopeName },
  ]
  for (const event of events) expect(reduce(policy, emptySnapshot, event)).toBe(emptySnapshot)
})

it('a policy once announced is remembered by its scopes', () => {
  const announced = reduce(policy, emptySnapshot, { type: 'policy-changed', at: 0 })
  expect(announced.scopes).toBe(policy.scopes)
  expect(reduce(policy, announced, { type: 'scope-suspended', at: 0, key }).scopes).toBe(policy.scopes)
})

it('an event of no known type is a mistake of the caller', () => {
  expect(() => reduce(policy, emptySnapshot, { type: 'odd' } as never)).toThrow(
    new TypeError('unhandled case: {"type":"odd"}'),
  )
})
