import {
  advance,
  begin,
  definePolicy,
  emptySnapshot,
  type Reply,
  type RouteRequest,
  type Step,
  type TimeoutPhase,
} from '@router/core'
import { expect, it } from 'vitest'

const timeouts = { connectMs: 100, firstByteMs: 200, firstContentMs: 300, idleMs: 400, totalMs: 500 }
const policy = definePolicy({
  providers: { p: { models: ['m'] } },
  timeouts,
  commit: 'first-byte',
  budget: { minAttemptMs: 0 },
})
const begun = (request: Partial<RouteRequest> = {}): Step =>
  begin(policy, emptySnapshot, { id: 'r1', model: 'm', ...request }, 1_000)

it('an attempt is told its number, its target, its clocks and when to commit; a stream has clocks of its own', () => {
  const target = policy.targets.get('p/default/m')
  const { connectMs, idleMs, totalMs } = timeouts
  const plain = { type: 'attempt', number: 1, target, commit: 'first-byte' }
  expect(begun().command).toEqual({ ...plain, timeouts: { connectMs, idleMs, totalMs } })
  expect(begun({ stream: false }).command).toEqual({ ...plain, timeouts: { connectMs, idleMs, totalMs } })
  expect(begun({ stream: true }).command).toEqual({ ...plain, timeouts })
})

it('every clock is cut to the deadline, of which the attempt is told, too', () => {
  expect(begun({ stream: true, deadlineAt: 1_250 }).command).toMatchObject({
    deadlineAt: 1_250,
    timeouts: { connectMs: 100, firstByteMs: 200, firstContentMs: 250, idleMs: 250, totalMs: 250 },
  })
})

const timeout = (phase: TimeoutPhase): Reply => ({ type: 'timeout', phase })

it.each<[string, Reply, number]>([
  ['connecting', timeout('connect'), 100],
  ['the first byte', timeout('first-byte'), 200],
  ['the first content', timeout('first-content'), 300],
  ['the next byte', timeout('idle'), 400],
  ['all of it', timeout('total'), 500],
  ['whatever else fails', { type: 'truncated' }, 500],
])('at the deadline a target is to blame for %s only if its own time was up', (_, reply, own) => {
  const failedAt = (deadlineMs: number): readonly unknown[] => {
    const { snapshot, execution } = begun({ deadlineAt: 1_000 + deadlineMs })
    const step = advance(policy, snapshot, execution, { type: 'failed', number: 1, reply }, 1_000 + deadlineMs)
    expect(step.command).toMatchObject({ type: 'fail', error: { why: 'deadline' } })
    return [step.execution.attempts[0]?.outcome, ...step.events.map(({ type }) => type)]
  }
  expect(failedAt(own - 1)).toEqual(['abandoned', 'attempt-abandoned'])
  expect(failedAt(own)).toEqual(['failed', 'attempt-failed'])
})

it('an answer that comes at the deadline comes too late, and nobody is to blame for it', () => {
  const { snapshot, execution } = begun({ deadlineAt: 2_000 })
  for (const type of ['committed', 'succeeded'] as const) {
    const early = advance(policy, snapshot, execution, { type, number: 1 }, 1_999)
    expect(early.command.type).toBe(type === 'committed' ? 'deliver' : 'finish')
    const late = advance(policy, snapshot, execution, { type, number: 1 }, 2_000)
    expect(late.command).toMatchObject({ type: 'fail', error: { why: 'deadline' } })
    expect(late.events).toEqual([{ type: 'attempt-abandoned', at: 2_000, target: 'p/default/m', startedAt: 1_000 }])
  }
})

it('once it has committed an answer may go on beyond the deadline', () => {
  const { snapshot, execution } = begun({ deadlineAt: 2_000 })
  const committed = advance(policy, snapshot, execution, { type: 'committed', number: 1 }, 1_900)
  const report = { type: 'succeeded', number: 1 } as const
  expect(advance(policy, committed.snapshot, committed.execution, report, 2_100).command).toEqual({ type: 'finish' })
})
