import {
  advance,
  begin,
  definePolicy,
  type Execution,
  emptySnapshot,
  type Policy,
  type Report,
  type Snapshot,
} from '@router/core'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { runs } from './runs.js'

// One target and a crowd that waits for it: the worst moment is the one at which its cooldown ends.

const cools = { type: 'response', status: 429, headers: { 'retry-after': '12' }, body: '' } as const
const failed = { type: 'failed', number: 1, reply: cools } as const

class Crowd {
  readonly policy: Policy
  snapshot: Snapshot = emptySnapshot
  readonly executions: Execution[] = []

  constructor(size: number, leaseMs: number) {
    this.policy = definePolicy({
      providers: { p: { models: ['m'] } },
      patience: { totalMs: 120_000 },
      probe: { leaseMs },
      budget: { attempts: 20 },
    })
    const first = begin(this.policy, emptySnapshot, { id: 'first', model: 'm' }, 0)
    this.snapshot = advance(this.policy, first.snapshot, first.execution, failed, 0).snapshot
    for (let index = 0; index < size; index++) {
      const { snapshot, execution } = begin(this.policy, this.snapshot, { id: `r${index}`, model: 'm' }, 1)
      this.snapshot = snapshot
      this.executions.push(execution)
    }
  }

  report(index: number, report: Report, now: number): void {
    const { snapshot, execution } = advance(
      this.policy,
      this.snapshot,
      this.executions[index] as Execution,
      report,
      now,
    )
    this.snapshot = snapshot
    this.executions[index] = execution
  }

  /** Everybody who waits looks again. */
  wake(now: number): void {
    for (const [index, { phase }] of this.executions.entries())
      if (phase.type === 'waiting') this.report(index, { type: 'woke' }, now)
  }

  asking(): readonly number[] {
    return this.executions.flatMap(({ phase }, index) => (phase.type === 'attempting' ? [index] : []))
  }
}

it('of a thousand who wait for a target, one asks it when its cooldown is over, and all once that one has been given content', () => {
  const crowd = new Crowd(1_000, 10_000)
  expect(crowd.asking()).toEqual([])
  crowd.wake(11_999)
  expect(crowd.asking()).toEqual([])
  crowd.wake(13_000)
  const [prober, ...others] = crowd.asking()
  expect(others).toEqual([])
  crowd.wake(22_999)
  expect(crowd.asking()).toEqual([prober])
  crowd.report(prober as number, { type: 'committed', number: 1 }, 22_999)
  crowd.wake(22_999)
  expect(crowd.asking().length).toBe(999)
})

it('whatever becomes of each probe, at most one is under way until one succeeds, and one that hangs stops the next only for its lease', () => {
  const ends = fc.constantFrom('fails', 'is refused', 'is cancelled', 'hangs', 'commits' as const)
  fc.assert(
    fc.property(fc.array(ends, { maxLength: 4 }), fc.constantFrom(1, 4_000, 10_000), (list, leaseMs) => {
      const crowd = new Crowd(12, leaseMs)
      let now = 12_000
      let hanging = 0
      for (const end of list) {
        crowd.wake(now)
        const asking = crowd.asking()
        expect(asking.length).toBe(hanging + 1)
        const prober = asking.find((index) => crowd.executions[index]?.attempts.at(-1)?.startedAt === now) as number
        const number = crowd.executions[prober]?.attempts.length as number
        switch (end) {
          case 'fails':
            crowd.report(prober, { ...failed, number }, now)
            crowd.wake(now)
            expect(crowd.asking().length).toBe(hanging)
            now += 12_000
            break
          case 'is refused':
            // The request's own fault: nobody cools, nothing is proven, and the next one may try at once.
            crowd.report(
              prober,
              { type: 'failed', number, reply: { type: 'response', status: 400, headers: {}, body: '' } },
              now,
            )
            break
          case 'is cancelled':
            crowd.report(prober, { type: 'cancelled' }, now)
            break
          case 'hangs':
            now += leaseMs
            hanging++
            break
          case 'commits': {
            crowd.report(prober, { type: 'committed', number }, now)
            const waiting = crowd.executions.filter(({ phase }) => phase.type === 'waiting').length
            crowd.wake(now)
            expect(crowd.asking().length).toBe(hanging + waiting)
            return
          }
        }
      }
    }),
    runs,
  )
})

it('a cooldown too short for a probe returns to everybody', () => {
  const policy = definePolicy({
    providers: { p: { models: ['m'] } },
    patience: { totalMs: 60_000 },
    probe: { fromMs: 12_001 },
  })
  const first = begin(policy, emptySnapshot, { id: 'first', model: 'm' }, 0)
  let { snapshot } = advance(policy, first.snapshot, first.execution, failed, 0)
  for (let index = 0; index < 5; index++) {
    const step = begin(policy, snapshot, { id: `r${index}`, model: 'm' }, 12_000)
    expect(step.command.type).toBe('attempt')
    snapshot = step.snapshot
  }
})

it('a broken stream is proven only by a whole answer: until then one attempt at a time', () => {
  const policy = definePolicy({
    providers: { p: { models: ['m'] } },
    patience: { totalMs: 60_000 },
    whenAllCooling: 'wait',
  })
  const first = begin(policy, emptySnapshot, { id: 'first', model: 'm', stream: true }, 0)
  const committed = advance(policy, first.snapshot, first.execution, { type: 'committed', number: 1 }, 0)
  let { snapshot } = advance(
    policy,
    committed.snapshot,
    committed.execution,
    { type: 'failed', number: 1, reply: { type: 'truncated' } },
    0,
  )
  const ask = (id: string, now: number) => {
    const step = begin(policy, snapshot, { id, model: 'm', stream: true }, now)
    snapshot = step.snapshot
    return step
  }
  const prober = ask('prober', 10_000)
  expect(prober.command.type).toBe('attempt')
  expect(ask('other', 10_000).command.type).toBe('wait')
  const started = advance(policy, snapshot, prober.execution, { type: 'committed', number: 1 }, 10_001)
  snapshot = started.snapshot
  expect(ask('second', 10_001).command.type).toBe('attempt')
  expect(ask('third', 10_001).command.type).toBe('wait')
  snapshot = advance(policy, snapshot, started.execution, { type: 'succeeded', number: 1 }, 10_002).snapshot
  expect(ask('fourth', 10_002).command.type).toBe('attempt')
})

it('the last candidate is not refused for a probe after a guess', () => {
  const policy = definePolicy({ providers: { p: { models: ['m'] } } })
  const first = begin(policy, emptySnapshot, { id: 'first', model: 'm' }, 0)
  const reply = { type: 'timeout', phase: 'first-byte' } as const
  const after = advance(policy, first.snapshot, first.execution, { type: 'failed', number: 1, reply }, 0)
  const prober = begin(policy, after.snapshot, { id: 'prober', model: 'm' }, 10_000)
  expect(prober.events).toEqual([expect.objectContaining({ spendsToken: false })])
  const gambler = begin(policy, prober.snapshot, { id: 'gambler', model: 'm' }, 10_000)
  expect(gambler.events).toEqual([expect.objectContaining({ type: 'attempt-started', spendsToken: true })])
})
