import {
  definePolicy,
  emptySnapshot,
  explain,
  type PolicyInput,
  type RouteRequest,
  type RouterEvent,
  reduce,
  type ScopeName,
  type Snapshot,
  type TargetId,
} from '@router/core'
import { expect, it } from 'vitest'

const scope = (name: string): ScopeName => name as ScopeName
const id = (name: string): TargetId => name as TargetId

it('whom every requirement refuses is refused by each under its name, in an order that puts last what time alone ends', () => {
  const policy = definePolicy(
    {
      providers: {
        o: { credentials: { k: { weight: 0, maxInFlight: 1 } }, models: { m: { contextTokens: 10 } } },
        g: {},
      },
      aliases: { fast: { targets: ['o/m', 'g/m'] } },
    },
    { requirements: { 'in office hours': () => ({ type: 'custom', why: 'closed' }) } },
  )
  const events: readonly RouterEvent[] = [
    { type: 'cooldown-set', at: 0, key: scope('credential:o/k'), until: 10_000 },
    // Once that cooldown is over, this one tries the credential.
    { type: 'attempt-started', at: 11_000, name: 'fast', target: id('o/k/m'), number: 1, spendsToken: false },
    { type: 'cooldown-set', at: 12_000, key: scope('target:o/k/m'), until: 60_000, class: 'overloaded' },
    { type: 'scope-suspended', at: 13_000, key: scope('provider:o'), reason: 'invoice' },
  ]
  const snapshot = events.reduce<Snapshot>((known, event) => reduce(policy, known, event), emptySnapshot)
  const request: RouteRequest = {
    id: 'r1',
    model: 'fast',
    tokens: 11,
    tried: [id('o/k/m')],
    pin: { provider: 'g' },
  }
  const firm = { firm: true, level: 1, hintedUntil: undefined }
  const cooling = { scope: 'target', key: 'target:o/k/m', class: 'overloaded', since: 12_000, until: 60_000, ...firm }
  const trial = { scope: 'credential', key: 'credential:o/k', class: 'rate-limited', since: 0, until: 21_000, ...firm }
  expect(explain(policy, snapshot, request, 20_000).tiers[0]?.candidates[0]).toEqual({
    target: 'o/k/m',
    eligible: false,
    by: 'pinned',
    exclusion: { type: 'pinned-elsewhere' },
    others: [
      { by: 'not-unfit', exclusion: { type: 'unfit', lacks: 'a window of 11 tokens' } },
      { by: 'not-drained', exclusion: { type: 'drained' } },
      {
        by: 'not-suspended',
        exclusion: { type: 'suspended', scope: 'provider', key: 'provider:o', since: 13_000, reason: 'invoice' },
      },
      { by: 'in office hours', exclusion: { type: 'custom', why: 'closed' } },
      { by: 'not-busy', exclusion: { type: 'busy', inFlight: 1, limit: 1, until: 60_000 } },
      { by: 'not-cooling', exclusion: { type: 'cooling', ...cooling } },
      { by: 'probe-lease', exclusion: { type: 'probing', ...trial } },
      { by: 'not-tried', exclusion: { type: 'tried' } },
    ],
  })
})

it('of a cooldown and a trial the one that ends last is the reason, whichever scope it lies on', () => {
  const policy = definePolicy({ providers: { o: { credentials: ['k'], models: ['m'] } } })
  const credential = scope('credential:o/k')
  const tried: readonly RouterEvent[] = [
    {
      type: 'attempt-failed',
      at: 0,
      target: id('o/k/m'),
      startedAt: 0,
      class: 'timeout',
      scope: 'credential',
      rule: 'r',
      failedAt: 0,
      key: credential,
      until: 10_000,
      level: 1,
      needs: 'generation-started',
      firm: false,
      probe: true,
    },
    { type: 'attempt-started', at: 10_000, name: 'm', target: id('o/k/m'), number: 1, spendsToken: false },
  ]
  // The trial of the credential has until 20,000.
  const reasons = (...cooled: readonly [key: ScopeName, until: number][]): readonly unknown[] => {
    const events = cooled.map(([key, until]): RouterEvent => ({ type: 'cooldown-set', at: 11_000, key, until }))
    const snapshot = [...tried, ...events].reduce<Snapshot>(
      (known, event) => reduce(policy, known, event),
      emptySnapshot,
    )
    const [one] = explain(policy, snapshot, { id: 'r2', model: 'm' }, 12_000).tiers[0]?.candidates ?? []
    return one?.eligible === false && 'firm' in one.exclusion
      ? [one.by, one.exclusion.type, one.exclusion.key, one.exclusion.until, one.exclusion.firm]
      : []
  }
  expect(reasons()).toEqual(['probe-lease', 'probing', credential, 20_000, false])
  const target = scope('target:o/k/m')
  expect(reasons([target, 15_000])).toEqual(['not-cooling', 'probing', credential, 20_000, true])
  expect(reasons([target, 20_000])).toEqual(['not-cooling', 'cooling', target, 20_000, true])
  expect(reasons([target, 25_000])).toEqual(['not-cooling', 'cooling', target, 25_000, true])
  expect(reasons([credential, 25_000])).toEqual(['not-cooling', 'cooling', credential, 25_000, true])
})

it('a pin names whoever may serve: a target, a credential, a provider, or several of these', () => {
  const input: PolicyInput = {
    providers: { o: { credentials: { k: {}, l: { weight: 0 } } }, g: { credentials: ['k'] } },
    aliases: { fast: { targets: ['o/m', 'g/m'] } },
  }
  const policy = definePolicy(input)
  const served = (pin: NonNullable<RouteRequest['pin']>): readonly string[] =>
    explain(policy, emptySnapshot, { id: 'r1', model: 'fast', pin }, 0).tiers.flatMap(({ candidates }) =>
      candidates.flatMap(({ eligible, target }) => (eligible ? [target] : [])),
    )
  expect(served({})).toEqual(['o/k/m', 'g/k/m'])
  expect(served({ provider: 'o' })).toEqual(['o/k/m'])
  expect(served({ credential: 'k' })).toEqual(['o/k/m', 'g/k/m'])
  expect(served({ credential: 'k', provider: 'g' })).toEqual(['g/k/m'])
  expect(served({ target: 'g/k/m' })).toEqual(['g/k/m'])
  expect(served({ target: 'g/k/m', provider: 'o' })).toEqual([])
  // Drained means never, unless it is the target itself that is asked for.
  expect(served({ credential: 'l' })).toEqual([])
  expect(served({ target: 'o/l/m' })).toEqual(['o/l/m'])
})
