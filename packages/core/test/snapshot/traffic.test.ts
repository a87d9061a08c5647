import { definePolicy, emptySnapshot, type RouterEvent, reduce, type Snapshot, type TargetId } from '@router/core'
import { expect, it } from 'vitest'
import { emptyMap, entriesOf, valueAt } from '../../src/lib/persistent-map.js'
import { latencyOf, withLatency } from '../../src/snapshot/latency.js'
import { earned, hasToken, spent } from '../../src/snapshot/retry-tokens.js'
import { emptyTraffic, inFlightOf, withoutAttempt } from '../../src/snapshot/traffic.js'
import { dueAt, noTurns, withTurn } from '../../src/snapshot/turns.js'

const id = (name: string): TargetId => name as TargetId
const policy = definePolicy({
  providers: { p: { models: ['m', 'n'] } },
  aliases: { fast: { targets: ['p/m', { provider: 'p', model: 'n', weight: 4 }] } },
  retryTokens: { ratio: 0.25, burst: 2 },
})
const started = (number: number, spendsToken = false, model = 'm'): RouterEvent => {
  return { type: 'attempt-started', at: 0, name: 'fast', target: id(`p/default/${model}`), number, spendsToken }
}
const after = (...events: readonly RouterEvent[]): Snapshot =>
  events.reduce<Snapshot>((snapshot, event) => reduce(policy, snapshot, event), emptySnapshot)

it('a measure moves the average by a fifth, is believed for five minutes, and is never below nothing', () => {
  const target = id('p/default/m')
  const once = withLatency(emptyMap(), target, 100, 1_000)
  const twice = withLatency(once, target, 200, 2_000)
  expect(latencyOf(once, target, 1_000)).toBe(100)
  expect(latencyOf(twice, target, 302_000)).toBe(120)
  expect(latencyOf(twice, target, 302_001)).toBeUndefined()
  expect(latencyOf(twice, id('p/default/n'), 2_000)).toBeUndefined()
  expect(latencyOf(withLatency(twice, target, 50, 302_000), target, 302_000)).toBe(106)
  expect(latencyOf(withLatency(twice, target, 50, 302_001), target, 302_001)).toBe(50)
  expect(latencyOf(withLatency(emptyMap(), target, -5, 0), target, 0)).toBe(0)
})

it('only the first content of a generation that was not given up is a measure, of a target that the policy names', () => {
  const committed = { type: 'attempt-committed', at: 150, startedAt: 50, evidence: 'generation-started' } as const
  const target = id('p/default/m')
  const measures = (event: RouterEvent): readonly unknown[] => entriesOf(after(event).traffic.latencies)
  expect(measures({ ...committed, target })).toEqual([[target, { ms: 100, at: 150 }]])
  expect(measures({ ...committed, target, late: true })).toEqual([])
  expect(measures({ ...committed, target, evidence: 'embedding' })).toEqual([])
  expect(measures({ ...committed, target: id('q/default/m') })).toEqual([])
})

it('a retry token is a thousand thousandths, of which a request earns its ratio once and never more than the burst', () => {
  const tokens = { ratio: 0.2, burst: 2 }
  expect(earned(0, tokens)).toBe(200)
  expect(earned(1_900, tokens)).toBe(2_000)
  expect(earned(Number.POSITIVE_INFINITY, tokens)).toBe(2_000)
  expect(spent(Number.POSITIVE_INFINITY, tokens)).toBe(1_000)
  expect(spent(1_200, tokens)).toBe(200)
  expect(spent(200, tokens)).toBe(0)
  const has = (left: number, burst = 2): boolean => hasToken({ ...emptyTraffic, tokens: left }, { ratio: 1, burst })
  expect([has(999), has(1_000), has(5_000, 0.9), has(5_000, 1)]).toEqual([false, true, false, true])
})

it('the first attempt of a request earns its share of a token, and only an attempt that says so spends one', () => {
  expect(after(started(1)).traffic.tokens).toBe(2_000)
  expect(after(started(1, true)).traffic.tokens).toBe(1_000)
  expect(after(started(1, true), started(2)).traffic.tokens).toBe(1_000)
  expect(after(started(1, true), started(1)).traffic.tokens).toBe(1_250)
  expect(after(started(1, true), started(1, true)).traffic.tokens).toBe(250)
})

it('a turn begins when it is due and takes the longer the smaller the share is', () => {
  const [a, b] = [id('a'), id('b')]
  const one = withTurn(noTurns, a, 1, 1)
  const two = withTurn(one, b, 2, 4)
  expect(two.time).toBe(0)
  expect([valueAt(two.latest, a), valueAt(two.latest, b)]).toEqual([
    { pick: 1, endsAt: 1 },
    { pick: 2, endsAt: 0.25 },
  ])
  const again = withTurn(two, b, 3, 4)
  expect([again.time, valueAt(again.latest, b)]).toEqual([0.25, { pick: 3, endsAt: 0.5 }])
  // A drained one that is pinned takes no time.
  expect(valueAt(withTurn(again, a, 4, 0).latest, a)).toEqual({ pick: 4, endsAt: 0.25 })
})

it('the next turn is due at the end of the last, but neither in the past nor later than one turn from now', () => {
  const turns = { ...noTurns, time: 10 }
  expect(dueAt(turns, undefined, 1)).toBe(10)
  expect(dueAt(turns, { pick: 1, endsAt: 10.5 }, 1)).toBe(10.5)
  expect(dueAt(turns, { pick: 1, endsAt: 3 }, 1)).toBe(10)
  expect(dueAt(turns, { pick: 1, endsAt: 90 }, 2)).toBe(10.5)
})

it('a pick is a turn of its weight under the name, and an attempt under way at the target and its credential', () => {
  const { traffic } = after(started(1), started(1, false, 'n'))
  expect(traffic.picks).toBe(2)
  expect(entriesOf(valueAt(traffic.turns, 'fast')?.latest ?? emptyMap())).toEqual([
    ['p/default/m', { pick: 1, endsAt: 1 }],
    ['p/default/n', { pick: 2, endsAt: 0.25 }],
  ])
  expect(entriesOf(traffic.picked)).toEqual([
    ['p/default/m', { latest: 1, count: 1 }],
    ['p/default/n', { latest: 2, count: 1 }],
  ])
  expect(entriesOf(traffic.inFlight)).toEqual([
    ['p/default', 2],
    ['p/default/m', 1],
    ['p/default/n', 1],
  ])
  const ended = withoutAttempt(traffic, id('p/default/m'))
  expect(['p/default', 'p/default/m', 'p/default/n'].map((key) => inFlightOf(ended, key))).toEqual([1, 0, 1])
  // What is not under way cannot end, so the credential counts on.
  expect(withoutAttempt(ended, id('p/default/m'))).toBe(ended)
})

it('a late report is of an attempt that has ended before', () => {
  const target = id('p/default/m')
  const abandoned: RouterEvent = { type: 'attempt-abandoned', at: 1, target, startedAt: 0 }
  const late = { type: 'attempt-succeeded', at: 2, target, startedAt: 0, evidence: 'generation-completed' } as const
  const under = after(started(1), started(1), abandoned)
  expect(inFlightOf(under.traffic, target)).toBe(1)
  expect(inFlightOf(reduce(policy, under, { ...late, late: true }).traffic, target)).toBe(1)
  expect(inFlightOf(reduce(policy, under, late).traffic, target)).toBe(0)
})
