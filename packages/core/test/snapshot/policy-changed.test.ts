import {
  definePolicy,
  emptySnapshot,
  type PolicyInput,
  type RouterEvent,
  reduce,
  type ScopeName,
  type Snapshot,
  type TargetId,
} from '@router/core'
import { expect, it } from 'vitest'
import { entriesOf, type PersistentMap } from '../../src/lib/persistent-map.js'

const input = (models: readonly string[], aliases: PolicyInput['aliases'] = {}): PolicyInput => ({
  providers: { p: { models } },
  aliases,
})
const fast = { targets: ['p/m', 'p/n'] }
const before = definePolicy(input(['m', 'n'], { fast, slow: { targets: ['p/n'] }, spare: { targets: ['p/m'] } }))
const target = (model: string): TargetId => `p/default/${model}` as TargetId

const started = (name: string, model: string): RouterEvent => {
  return { type: 'attempt-started', at: 10_000, name, target: target(model), number: 1, spendsToken: false }
}
const lived = [
  { type: 'cooldown-set', at: 0, key: 'credential:p/default' as ScopeName, until: 10_000 },
  { type: 'cooldown-set', at: 0, key: 'target:p/default/n' as ScopeName, until: 10_000 },
  started('fast', 'n'),
  started('fast', 'm'),
  started('slow', 'n'),
  { type: 'attempt-committed', at: 10_050, startedAt: 10_001, target: target('m'), evidence: 'generation-started' },
  { type: 'attempt-committed', at: 10_060, startedAt: 10_001, target: target('n'), evidence: 'generation-started' },
  { type: 'scope-suspended', at: 10_070, key: 'model:p/m' as ScopeName },
  { type: 'scope-suspended', at: 10_070, key: 'model:p/n' as ScopeName },
].reduce<Snapshot>((snapshot, event) => reduce(before, snapshot, event as RouterEvent), emptySnapshot)

const changedTo = (next: PolicyInput): Snapshot =>
  reduce(definePolicy(next), lived, { type: 'policy-changed', at: 11_000 })
const keysOf = (map: PersistentMap<unknown>): readonly string[] => entriesOf(map).map(([key]) => key)
const turnsOf = ({ traffic }: Snapshot): readonly string[] =>
  entriesOf(traffic.turns).map(([name, { time, latest }]) => `${name} ${time}: ${keysOf(latest).join(' ')}`)

it('the same policy, announced, keeps everything', () => {
  const same = changedTo(input(['m', 'n'], { fast, slow: { targets: ['p/n'] }, spare: { targets: ['p/m'] } }))
  expect(same).toEqual({ ...lived, scopes: before.scopes })
  expect(turnsOf(same)).toEqual(['fast 0: p/default/m p/default/n', 'slow 0: p/default/n'])
})

it('a target that is no longer named loses its turns, picks, latency, trials and health, but for what is under way', () => {
  const without = changedTo(input(['m'], { fast: { targets: ['p/m'] } }))
  expect(turnsOf(without)).toEqual(['fast 0: p/default/m'])
  const { traffic, health } = without
  expect(keysOf(traffic.picked)).toEqual(['p/default/m'])
  expect(keysOf(traffic.latencies)).toEqual(['p/default/m'])
  // Whoever tried the credential is gone, so somebody else may.
  expect(keysOf(lived.traffic.leases)).toEqual(['credential:p/default', 'target:p/default/n'])
  expect(keysOf(traffic.leases)).toEqual([])
  expect(keysOf(health.held)).toEqual(['model:p/m'])
  expect(keysOf(health.proofs)).toEqual(['credential:p/default', 'model:p/m', 'provider:p', 'target:p/default/m'])
  expect(traffic.inFlight).toBe(lived.traffic.inFlight)
})

it('a trial stays while its target and its scope are named', () => {
  expect(keysOf(changedTo(input(['n'])).traffic.leases)).toEqual(['credential:p/default', 'target:p/default/n'])
  const rotated: PolicyInput = { providers: { p: { models: ['n'], credentials: { default: { revision: '2' } } } } }
  expect(keysOf(changedTo(rotated).traffic.leases)).toEqual([])
})

it('turns are kept by the name that a tier has, also where it stands behind another', () => {
  const behind = changedTo(input(['m', 'n'], { other: { targets: ['p/m'], fallback: ['slow'] }, slow: fast }))
  expect(turnsOf(behind)).toEqual(['slow 0: p/default/n'])
  expect(turnsOf(changedTo(input(['m', 'n'], { slow: { targets: ['p/m'] } })))).toEqual([])
})
