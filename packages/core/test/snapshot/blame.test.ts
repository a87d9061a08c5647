import {
  type AttemptFailed,
  blame,
  definePolicy,
  emptySnapshot,
  type Failure,
  type PolicyInput,
  type RouterEvent,
  reduce,
  type Snapshot,
  type Target,
  type TargetId,
} from '@router/core'
import { expect, it } from 'vitest'

const input: PolicyInput = {
  providers: { p: { models: ['m'] }, q: { models: ['m'], cooldowns: false } },
  effects: {
    'rate-limited': { cooldown: { firstMs: 1_000, factor: 2, capMs: 8_000 } },
    overloaded: { cooldown: { firstMs: 1_000, factor: 2, capMs: 8_000, fromIncident: 2 } },
    'auth-invalid': { cooldown: 'suspend' },
    timeout: { cooldown: { firstMs: 0, factor: 1_000, capMs: 0 } },
    'network-error': { cooldown: 'none' },
  },
  probe: { fromMs: 10_000, trustMs: 60_000 },
  maxCooldownMs: 1_000_000,
}
const policy = definePolicy(input)
const id = (name: string): TargetId => name as TargetId
const p = policy.targets.get('p/default/m') as Target

const failure = (told: Partial<Failure> = {}): Failure => ({
  class: 'rate-limited',
  scope: 'model',
  rule: 'r',
  ...told,
})
const knowing = (...events: readonly RouterEvent[]): Snapshot =>
  events.reduce<Snapshot>((snapshot, event) => reduce(policy, snapshot, event), emptySnapshot)
const blamed = (told: Partial<Failure> = {}, snapshot: Snapshot = emptySnapshot, now = 5_000): AttemptFailed =>
  blame(policy, snapshot, { target: p.id, startedAt: now - 100 }, failure(told), now)

const bare = {
  type: 'attempt-failed',
  at: 5_000,
  target: p.id,
  startedAt: 4_900,
  class: 'rate-limited',
  scope: 'model',
  rule: 'r',
  failedAt: 5_000,
  until: 5_000,
  level: 0,
  needs: 'generation-started',
  firm: false,
}
const inModel = { ...bare, key: 'model:p/m', level: 1 }

it('a failure is stamped with whom it blames, until when, which incident it is and what clears it', () => {
  expect(blamed()).toStrictEqual({ ...inModel, until: 6_000, probe: false })
})

it('a stated time is kept, trusted for so long at first and for twice as long the next time, and is no guess', () => {
  const stated = { ...inModel, firm: true, probe: true, retryAfterMs: 300_000 }
  const first = blamed({ retryAfterMs: 300_000 })
  expect(first).toStrictEqual({ ...stated, until: 65_000, hintedUntil: 305_000 })
  const second = blamed({ retryAfterMs: 300_000 }, knowing(first), 105_000)
  expect(second).toMatchObject({ level: 2, until: 225_000, hintedUntil: 405_000 })
  expect(blamed({ retryAfterMs: -5 })).toMatchObject({ firm: true, retryAfterMs: 0, until: 5_000, hintedUntil: 5_000 })
  expect(blamed({ retryAfterMs: Number.NaN })).toStrictEqual({ ...inModel, until: 6_000, probe: false })
  expect(blamed({ retryAfterMs: Number.POSITIVE_INFINITY })).toMatchObject({
    retryAfterMs: Number.MAX_SAFE_INTEGER,
    until: 65_000,
    hintedUntil: Number.MAX_SAFE_INTEGER,
  })
})

it.each(['quota-exhausted', 'auth-invalid', 'permission-denied'] as const)('%s is no guess', (kind) => {
  expect(blamed({ class: kind }).firm).toBe(true)
})

it('nobody is blamed for the request’s own fault, without a cooldown, where there are none, or if nobody is known', () => {
  expect(blamed({ scope: 'request' })).toStrictEqual({ ...bare, scope: 'request' })
  expect(blamed({ class: 'network-error' })).toStrictEqual({ ...bare, class: 'network-error' })
  const at = (target: string): AttemptFailed =>
    blame(policy, emptySnapshot, { target: id(target), startedAt: 4_900 }, failure(), 5_000)
  expect(at('q/default/m')).toStrictEqual({ ...bare, target: 'q/default/m' })
  expect(at('z/default/m')).toStrictEqual({ ...bare, target: 'z/default/m' })
})

it('what is suspended has no end', () => {
  expect(blamed({ class: 'auth-invalid', scope: 'credential' })).toStrictEqual({
    ...bare,
    class: 'auth-invalid',
    scope: 'credential',
    key: 'credential:p/default',
    level: 1,
    firm: true,
    suspends: true,
  })
})

it('an incident of the same class makes the next cooldown longer, up to its cap; one of another class does not', () => {
  let snapshot = knowing(blamed({ class: 'overloaded' }))
  const lengths = Array.from({ length: 6 }, (_, index) => {
    const event = blamed({}, snapshot, 20_000 * (index + 1))
    snapshot = reduce(policy, snapshot, event)
    return event.until - event.at
  })
  expect(lengths).toEqual([1_000, 2_000, 4_000, 8_000, 8_000, 8_000])
})

it('a ladder may begin at a later incident, and a cooldown of nothing stays nothing at any level', () => {
  const first = blamed({ class: 'overloaded' })
  expect(first).toMatchObject({ level: 1, until: 5_000 })
  expect(blamed({ class: 'overloaded' }, knowing(first), 20_000)).toMatchObject({ level: 2, until: 21_000 })
  const often = { ...blamed({ class: 'timeout' }), level: 1_000 }
  expect(blamed({ class: 'timeout' }, knowing(often), 20_000)).toMatchObject({ level: 1_000, until: 20_000 })
})

it('an attempt that had set out before the failure was known is of the same incident', () => {
  const snapshot = knowing(blamed())
  const at = (startedAt: number): number => blame(policy, snapshot, { target: p.id, startedAt }, failure(), 6_000).level
  expect([at(4_999), at(5_000), at(5_001)]).toEqual([1, 1, 2])
})

it('a further failure shortens no open cooldown, and none is longer than the longest', () => {
  const open = knowing({ type: 'cooldown-set', at: 0, key: p.scopes.model, until: 30_000, class: 'overloaded' })
  expect(blamed({}, open)).toMatchObject({ level: 1, until: 30_000 })
  const capped = definePolicy({ ...input, maxCooldownMs: 400 })
  expect(blame(capped, emptySnapshot, { target: p.id, startedAt: 0 }, failure(), 5_000).until).toBe(5_400)
})

it('a long cooldown calls for a probe, and what has to prove itself still has to after a shorter one of its class', () => {
  expect(blamed({ retryAfterMs: 9_999 }).probe).toBe(false)
  const long = blamed({ retryAfterMs: 10_000 })
  expect(long.probe).toBe(true)
  expect(blamed({ retryAfterMs: 1 }, knowing(long), 20_000).probe).toBe(true)
  expect(blamed({ retryAfterMs: 1, class: 'overloaded' }, knowing(long), 20_000).probe).toBe(false)
})

it('what clears a failure is a success of the same operation that has come as far', () => {
  const needs = (operation: string | undefined, kind: Failure['class'] = 'overloaded'): string => {
    const attempt = { target: p.id, startedAt: 0, ...(operation === undefined ? {} : { operation }) }
    return blame(policy, emptySnapshot, attempt, failure({ class: kind }), 5_000).needs
  }
  expect([needs(undefined), needs('chat'), needs('count'), needs('embeddings'), needs('images')]).toEqual([
    'generation-started',
    'generation-started',
    'remote-count',
    'embedding',
    'generation-started',
  ])
  expect([needs('chat', 'stream-broken'), needs('count', 'stream-broken')]).toEqual([
    'generation-completed',
    'remote-count',
  ])
})
