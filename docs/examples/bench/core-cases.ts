import {
  advance,
  begin,
  emptySnapshot,
  type Policy,
  type RouteRequest,
  reduce,
  type Snapshot,
  select,
} from '@router/core'
import { cooled, failureAt, fleetOf } from './fleet.js'
import { HandWrittenRoundRobin } from './hand-written.js'
import { type Measured, measure } from './measure.js'

/** One line of the report. */
export interface CoreCase {
  readonly what: string
  readonly barNs?: number
  readonly measured: Measured
  /** The hand-written round robin doing the same, where it can. */
  readonly baseline?: Measured
}

const request: RouteRequest = { id: 'request-1', model: 'fast' }
const now = 1_000
const later = 1_000_000

/** Measures the core alone; `say` hears what is under way. */
export function coreCases(say: (what: string) => void): readonly CoreCase[] {
  return [decisions, largeAlias, executions, learning].flatMap((group) => {
    say(group.name)
    return group()
  })
}

function decisions(): readonly CoreCase[] {
  const small = fleetOf(20, 20)
  const large = fleetOf(100_000, 20)
  const baseline = pickOf(20)
  return [
    {
      what: 'decision, 20 targets, 3 of them cooling, unchanged health',
      barNs: 1_000,
      baseline,
      measured: measure(deciding(small)),
    },
    {
      what: 'decision, 20 targets, right after a health change',
      barNs: 2_000,
      baseline,
      measured: measure(decidingAnew(small)),
    },
    {
      what: 'decision, 20 targets of 100,000, 10,000 of which cool, right after a change',
      barNs: 2_000,
      baseline,
      measured: measure(decidingAnew(large, 10_000)),
    },
  ]
}

function largeAlias(): readonly CoreCase[] {
  const policy = fleetOf(10_000, 10_000)
  return [
    {
      what: 'decision, 10,000 targets in one alias',
      barNs: 400_000,
      baseline: pickOf(10_000),
      measured: measure(deciding(policy)),
    },
  ]
}

function executions(): readonly CoreCase[] {
  const policy = fleetOf(20, 20)
  const reply = { type: 'response', status: 429, headers: { 'retry-after': '30' }, body: '' } as const
  const byHand = new HandWrittenRoundRobin(20)
  const whole = (): unknown => {
    const first = begin(policy, emptySnapshot, request, now)
    const second = advance(policy, first.snapshot, first.execution, { type: 'failed', number: 1, reply }, now + 1)
    const third = advance(policy, second.snapshot, second.execution, { type: 'committed', number: 2 }, now + 2)
    return advance(policy, third.snapshot, third.execution, { type: 'succeeded', number: 2 }, now + 3)
  }
  const handWritten = (turn: number): unknown => {
    byHand.cool(byHand.pick(turn), turn + 1)
    return byHand.pick(turn)
  }
  return [
    {
      what: 'one execution with one failover (a bare 429): begin, 3 advances',
      barNs: 8_000,
      measured: measure(whole),
      baseline: measure(handWritten),
    },
  ]
}

function learning(): readonly CoreCase[] {
  const policy = fleetOf(100_000, 20)
  const targets = [...policy.targets.values()]
  let snapshot = cooled(policy, emptySnapshot, targets, later)
  const learn = (turn: number): Snapshot => {
    const target = targets[(turn * 7_919) % targets.length]
    if (target !== undefined) snapshot = reduce(policy, snapshot, failureAt(target, now + turn, later + turn))
    return snapshot
  }
  return [{ what: 'health update, 100,000 scopes known', barNs: 2_000, measured: measure(learn) }]
}

/** The same question of the same snapshot, again and again. */
function deciding(policy: Policy): () => unknown {
  const snapshot = cooled(policy, emptySnapshot, [...policy.targets.values()].slice(0, 3), later)
  return () => select(policy, snapshot, request, now)
}

/** Each question is asked of a snapshot that has just learnt of another failure. */
function decidingAnew(policy: Policy, held = 3): (turn: number) => unknown {
  const targets = [...policy.targets.values()]
  const base = cooled(policy, emptySnapshot, [...targets.slice(0, 3), ...targets.slice(20, 17 + held)], later)
  const snapshots = Array.from({ length: 512 }, (_, index) => {
    const target = targets[index % 20]
    return target === undefined ? base : reduce(policy, base, failureAt(target, 2 + index, 3 + index))
  })
  return (turn) => select(policy, snapshots[turn % snapshots.length] ?? base, request, now)
}

function pickOf(size: number): Measured {
  const byHand = new HandWrittenRoundRobin(size)
  for (const index of [0, 1, 2]) byHand.cool(index, later)
  return measure(() => byHand.pick(now))
}
