import {
  definePolicy,
  emptySnapshot,
  type RouterEvent,
  reduce,
  type ScopeName,
  type Snapshot,
  type TargetId,
} from '@router/core'
import { expect, it } from 'vitest'
import { entriesOf } from '../../src/lib/persistent-map.js'
import { leasedUntil } from '../../src/snapshot/leases.js'

const policy = definePolicy({ providers: { p: { models: ['m', 'n'] } }, probe: { fromMs: 10_000, leaseMs: 5_000 } })
const key = (name: string): ScopeName => name as ScopeName
const target = (model: string): TargetId => `p/default/${model}` as TargetId

const cooled = (scope: string, at: number, until: number, kind?: 'overloaded'): RouterEvent => {
  return { type: 'cooldown-set', at, key: key(scope), until, ...(kind === undefined ? {} : { class: kind }) }
}
const started = (model: string, at: number): RouterEvent => {
  return { type: 'attempt-started', at, name: model, target: target(model), number: 1, spendsToken: false }
}
const abandoned = (model: string, startedAt: number): RouterEvent => {
  return { type: 'attempt-abandoned', at: startedAt + 1, target: target(model), startedAt }
}
const after = (...events: readonly RouterEvent[]): Snapshot =>
  events.reduce<Snapshot>((snapshot, event) => reduce(policy, snapshot, event), emptySnapshot)
const leases = ({ traffic }: Snapshot): readonly unknown[] => entriesOf(traffic.leases)
const lease = (scope: string, model: string, startedAt: number): unknown => [
  scope,
  { target: target(model), startedAt, until: startedAt + 5_000 },
]

it('an attempt tries every scope that has to prove itself, once its cooldown is over', () => {
  const both = [cooled('credential:p/default', 0, 10_000), cooled('model:p/m', 0, 12_000)]
  expect(leases(after(...both, started('m', 9_999)))).toEqual([])
  expect(leases(after(...both, started('m', 10_000)))).toEqual([lease('credential:p/default', 'm', 10_000)])
  expect(leases(after(...both, started('n', 12_000)))).toEqual([lease('credential:p/default', 'n', 12_000)])
  expect(leases(after(...both, started('m', 12_000)))).toEqual([
    lease('credential:p/default', 'm', 12_000),
    lease('model:p/m', 'm', 12_000),
  ])
  expect(leases(after(cooled('model:p/m', 0, 9_999), started('m', 10_000)))).toEqual([])
})

it('a scope that has to prove itself is not tried while another failure cools it', () => {
  const events = [cooled('model:p/m', 0, 10_000), cooled('model:p/m', 9_000, 15_000, 'overloaded')]
  expect(leases(after(...events, started('m', 14_999)))).toEqual([])
  expect(leases(after(...events, started('m', 15_000)))).toEqual([lease('model:p/m', 'm', 15_000)])
})

it('whoever tries a scope first does so alone, until the lease is over', () => {
  const events = [cooled('credential:p/default', 0, 10_000), started('m', 10_000)]
  expect(leases(after(...events, started('n', 14_999)))).toEqual([lease('credential:p/default', 'm', 10_000)])
  expect(leases(after(...events, started('n', 15_000)))).toEqual([lease('credential:p/default', 'n', 15_000)])
  const { traffic } = after(...events)
  const until = (now: number): number | undefined => leasedUntil(traffic.leases, 'credential:p/default', now)
  expect([until(14_999), until(15_000)]).toEqual([15_000, undefined])
  // For a clock that has stepped back it is no longer than it was made, or is over.
  expect([until(9_000), until(4_000)]).toEqual([14_000, undefined])
  expect(leasedUntil(traffic.leases, 'model:p/m', 10_000)).toBeUndefined()
})

it('a lease ends with the attempt that has it, and with no other', () => {
  const events = [cooled('credential:p/default', 0, 10_000), started('m', 10_000)]
  const held = [lease('credential:p/default', 'm', 10_000)]
  expect(leases(after(...events, started('n', 10_000), abandoned('n', 10_000)))).toEqual(held)
  expect(leases(after(...events, started('m', 10_001), abandoned('m', 10_001)))).toEqual(held)
  expect(leases(after(...events, abandoned('m', 10_000)))).toEqual([])
})

it('a commit ends the trial, and one that comes late does not', () => {
  const events = [cooled('credential:p/default', 0, 10_000), started('m', 10_000)]
  const committed = {
    type: 'attempt-committed',
    at: 10_500,
    target: target('m'),
    startedAt: 10_000,
    evidence: 'local-count',
  } as const
  expect(leases(after(...events, committed))).toEqual([])
  expect(leases(after(...events, { ...committed, late: true }))).toEqual([lease('credential:p/default', 'm', 10_000)])
})
