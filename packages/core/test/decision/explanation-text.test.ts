import {
  definePolicy,
  emptySnapshot,
  explain,
  explanationText,
  type PolicyInput,
  type PolicyOptions,
  type RouteRequest,
  type RouterEvent,
  reduce,
  type ScopeName,
  type Snapshot,
  type TargetId,
} from '@router/core'
import { expect, it } from 'vitest'

const scope = (name: string): ScopeName => name as ScopeName
const started = (target: string, at: number): RouterEvent => {
  return { type: 'attempt-started', at, name: 'fast', target: target as TargetId, number: 1, spendsToken: false }
}

interface Told {
  readonly options?: PolicyOptions
  readonly events?: readonly RouterEvent[]
  readonly request?: Partial<RouteRequest>
  readonly now?: number
}

const told = (input: PolicyInput, { options, events = [], request, now = 0 }: Told = {}): readonly string[] => {
  const policy = definePolicy(input, options)
  const snapshot = events.reduce<Snapshot>((known, event) => reduce(policy, known, event), emptySnapshot)
  return explanationText(explain(policy, snapshot, { id: 'r1', model: 'fast', ...request }, now)).split('\n')
}

it('says a line for each candidate of each tier, why it is refused, how preferences narrow, and the outcome', () => {
  const input: PolicyInput = {
    providers: {
      a: {
        credentials: { k: { maxInFlight: 2 }, out: { weight: 0 } },
        models: { m: {}, small: { contextTokens: 9 }, tried: {} },
      },
      b: {},
      c: {},
      d: {},
      e: {},
    },
    aliases: {
      fast: {
        targets: [
          { provider: 'a', model: 'm', credential: 'k' },
          { provider: 'a', model: 'm', credential: 'out' },
          { provider: 'b', model: 'small' },
          'b/m',
          'b/n',
          'c/m',
          { provider: 'd', model: 'm', tier: 1 },
          { provider: 'e', model: 'm', tier: 2 },
          { provider: 'e', model: 'n', tier: 2 },
        ],
        strategy: 'sticky',
      },
    },
  }
  const options: PolicyOptions = {
    requirements: {
      hours: ({ target: { provider } }) =>
        provider === 'd' ? { type: 'custom', why: 'closed at night', until: 21_250 } : undefined,
      region: ({ target: { id } }) => (id === 'b/default/small' ? { type: 'custom', why: 'not in the EU' } : undefined),
    },
  }
  const events: readonly RouterEvent[] = [
    started('a/k/m', 0),
    started('a/k/m', 0),
    { type: 'cooldown-set', at: 0, key: scope('model:b/m'), until: 20_999 },
    { type: 'cooldown-set', at: 0, key: scope('target:b/default/n'), until: 12_000, class: 'overloaded' },
    started('b/default/n', 15_000),
    { type: 'scope-suspended', at: 1, key: scope('provider:c'), reason: 'invoice' },
  ]
  const request = { session: 's "1"', tried: ['e/default/z' as TargetId] }
  const text = told(input, { options, events, request, now: 20_000 })
  const [kept = ''] = text.filter((line) => line.startsWith('  >'))
  expect(kept).toMatch(/^ {2}> sticky keeps e\/default\/[mn] \(drawn from "s \\"1\\""\)$/)
  const used = kept.slice('  > sticky keeps '.length, '  > sticky keeps e/default/m'.length)
  expect(text).toEqual([
    'explain fast',
    '  tier 0',
    '  - a/k/m: busy, 2 of 2 in flight',
    '  - a/out/m: drained (weight 0)',
    '  - b/default/small: not in the EU',
    '  - b/default/m: cooling for another 999 ms (rate-limited, model:b/m, incident 1)',
    '  - b/default/n: probing for another 5 s (overloaded, target:b/default/n, incident 1)',
    '  - c/default/m: suspended (provider:c: invoice)',
    '  tier 1',
    '  - d/default/m: closed at night, for another 1.3 s',
    '  tier 2',
    '  + e/default/m: eligible',
    '  + e/default/n: eligible',
    kept,
    `= ${used}`,
  ])
})

const lone: PolicyInput = { providers: { a: { models: ['fast'] } } }
const cooled = (until: number): RouterEvent => {
  return { type: 'cooldown-set', at: 0, key: scope('provider:a'), until }
}

it('says what else keeps somebody out: a pin, what it lacks, an earlier try, or a suspension without a reason', () => {
  const refused = (request: Partial<RouteRequest>, ...events: readonly RouterEvent[]): string | undefined =>
    told({ providers: { a: { models: { fast: { contextTokens: 9 } } } } }, { request, events })[2]
  expect(refused({ pin: { provider: 'b' } })).toBe('  - a/default/fast: the request is pinned elsewhere')
  expect(refused({ tokens: 10 })).toBe('  - a/default/fast: unfit, lacks a window of 10 tokens')
  expect(refused({ tried: ['a/default/fast' as TargetId] })).toBe('  - a/default/fast: tried already')
  expect(refused({}, { type: 'scope-suspended', at: 0, key: scope('model:a/fast') })).toBe(
    '  - a/default/fast: suspended (model:a/fast)',
  )
})

it('says the outcome where nobody is eligible: a wait, a gamble, or nobody and when to come back', () => {
  expect(told(lone, { events: [cooled(1_000)] }).at(-1)).toBe('= wait 1 s')
  expect(told(lone, { events: [cooled(30_000)], now: 200 }).at(-1)).toBe('= none: all-cooling, retry in 29.8 s')
  expect(told({ ...lone, whenAllCooling: 'try-soonest' }, { events: [cooled(1_000)] }).at(-1)).toBe(
    '= a/default/fast (cooling, for want of anybody else)',
  )
  expect(told(lone, { request: { pin: { provider: 'b' } } }).at(-1)).toBe('= none: no-candidates')
  expect(told(lone, { request: { model: 'slow' } })).toEqual(['explain slow', '= none: unknown-name'])
})
