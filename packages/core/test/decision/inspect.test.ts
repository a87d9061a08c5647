import {
  definePolicy,
  emptySnapshot,
  inspect,
  type RouterEvent,
  reduce,
  type ScopeName,
  type Snapshot,
  type TargetId,
} from '@router/core'
import { expect, it } from 'vitest'

const policy = definePolicy({
  providers: { p: { models: ['m'] }, q: { credentials: ['k', 'l'], models: ['m'] } },
  aliases: { fast: { targets: ['p/m', 'q/m'] } },
  probe: { fromMs: 1_000, leaseMs: 500 },
})
const key = (name: string): ScopeName => name as ScopeName
const started = (target: string, at = 0): RouterEvent => {
  return { type: 'attempt-started', at, name: 'fast', target: target as TargetId, number: 1, spendsToken: false }
}
const abandoned = (target: string): RouterEvent => {
  return { type: 'attempt-abandoned', at: 1, target: target as TargetId, startedAt: 0 }
}
const after = (...events: readonly RouterEvent[]): Snapshot =>
  events.reduce<Snapshot>((snapshot, event) => reduce(policy, snapshot, event), emptySnapshot)

it('nothing is said of scopes of which nothing is known, and nothing of those that are merely well', () => {
  expect(inspect(policy, emptySnapshot, 0)).toEqual([])
  const resumed: RouterEvent = { type: 'scope-resumed', at: 0, key: key('provider:p') }
  const over: RouterEvent = { type: 'cooldown-set', at: 0, key: key('provider:q'), until: 999 }
  expect(inspect(policy, after(resumed, over), 999)).toEqual([])
})

it('what is in use says how many attempts are under way and which part of all picks it had', () => {
  const used = after(started('p/default/m'), started('q/k/m'), started('q/l/m'), started('q/l/m'), abandoned('q/l/m'))
  const row = (scope: string, inFlight: number, share: number): unknown => ({ scope, state: 'ok', inFlight, share })
  expect(inspect(policy, used, 0)).toStrictEqual([
    row('credential:p/default', 1, 0.25),
    row('credential:q/k', 1, 0.25),
    row('credential:q/l', 1, 0.5),
    row('model:p/m', 1, 0.25),
    row('model:q/m', 2, 0.75),
    row('provider:p', 1, 0.25),
    row('provider:q', 2, 0.75),
    row('target:p/default/m', 1, 0.25),
    row('target:q/k/m', 1, 0.25),
    row('target:q/l/m', 1, 0.5),
  ])
  // What the policy no longer names had no part.
  const smaller = definePolicy({ providers: { p: { models: ['m'] } } })
  const suspended = reduce(policy, used, { type: 'scope-suspended', at: 0, key: key('provider:q') })
  expect(inspect(smaller, suspended, 0).map(({ scope, share }) => `${scope} ${share}`)).toEqual([
    'credential:p/default 1',
    'model:p/m 1',
    'provider:p 1',
    'target:p/default/m 1',
  ])
  expect(inspect(policy, after(started('p/default/m'), abandoned('p/default/m')), 0)).toContainEqual(
    row('provider:p', 0, 1),
  )
})

it('what is under way is told, though its picks were forgotten while the policy did not name it', () => {
  const smaller = definePolicy({ providers: { p: { models: ['m'] } } })
  const changed = { type: 'policy-changed', at: 0 } as const
  const back = reduce(policy, reduce(smaller, after(started('q/k/m')), changed), changed)
  expect(inspect(policy, back, 0).map(({ scope, inFlight, share }) => [scope, inFlight, share])).toEqual([
    ['credential:q/k', 1, 0],
    ['model:q/m', 1, 0],
    ['provider:q', 1, 0],
    ['target:q/k/m', 1, 0],
  ])
})

it('what is out of use says why, since when and until when', () => {
  const idle = { inFlight: 0, share: 0 }
  const suspend = (scope: string, reason?: string): RouterEvent => {
    return { type: 'scope-suspended', at: 3, key: key(scope), ...(reason === undefined ? {} : { reason }) }
  }
  const hinted: RouterEvent = {
    type: 'attempt-failed',
    at: 10,
    target: 'q/l/m' as TargetId,
    startedAt: 0,
    class: 'overloaded',
    scope: 'model',
    rule: 'r',
    failedAt: 10,
    key: key('model:q/m'),
    until: 900,
    level: 2,
    needs: 'generation-started',
    firm: true,
    late: true,
    hintedUntil: 4_000,
  }
  const set: RouterEvent = { type: 'cooldown-set', at: 5, key: key('model:p/m'), until: 700 }
  const known = after(suspend('provider:p', 'invoice'), suspend('provider:q'), hinted, set)
  expect(inspect(policy, known, 699)).toStrictEqual([
    { scope: 'model:p/m', state: 'cooling', why: 'rate-limited', since: 5, level: 1, until: 700, ...idle },
    {
      scope: 'model:q/m',
      state: 'cooling',
      why: 'overloaded',
      since: 10,
      level: 2,
      hintedUntil: 4_000,
      until: 900,
      ...idle,
    },
    { scope: 'provider:p', state: 'suspended', why: 'invoice', since: 3, ...idle },
    { scope: 'provider:q', state: 'suspended', since: 3, ...idle },
  ])
})

it('what has to prove itself says whether it is being tried, and until when at the latest', () => {
  const cooled: RouterEvent = { type: 'cooldown-set', at: 0, key: key('provider:p'), until: 1_000, class: 'timeout' }
  const about = { scope: 'provider:p', why: 'timeout', since: 0, level: 1 }
  expect(inspect(policy, after(cooled), 1_000)).toStrictEqual([
    { ...about, state: 'recovering', inFlight: 0, share: 0 },
  ])
  const tried = after(cooled, started('p/default/m', 1_200))
  const probing = { ...about, state: 'probing', until: 1_700, inFlight: 1, share: 1 }
  expect(inspect(policy, tried, 1_699)).toContainEqual(probing)
  expect(inspect(policy, tried, 1_700)).toContainEqual({ ...about, state: 'recovering', inFlight: 1, share: 1 })
})
