import {
  advance,
  definePolicy,
  type PolicyInput,
  type Reply,
  type RuleContext,
  type ScopeName,
  type TargetId,
} from '@router/core'
import { expect, it } from 'vitest'
import { cooled, lifeOf, status, told } from './lives.js'

const two: PolicyInput = {
  providers: { a: {}, b: {} },
  aliases: { fast: { targets: ['a/m', 'b/m'], strategy: 'fill-first' } },
}
const target = 'a/default/m' as TargetId
const cancelled: Reply = { type: 'cancelled' }

it('an execution says what was asked, where it stands and what has been tried', () => {
  const { execution, command } = lifeOf(two, { tried: ['b/default/m' as TargetId] }).last
  expect(execution).toStrictEqual({
    request: { id: 'r1', model: 'fast', tried: ['b/default/m'] },
    name: 'fast',
    beganAt: 0,
    attempts: [{ number: 1, target, name: 'fast', startedAt: 0, retry: false }],
    fresh: 1,
    freshLimit: 2,
    tried: ['b/default/m', target],
    waitedFor: [],
    refreshed: [],
    waits: 0,
    waitedMs: 0,
    last: undefined,
    phase: { type: 'attempting', number: 1 },
    command,
  })
  expect(Object.keys(command)).toEqual(['type', 'number', 'target', 'timeouts', 'commit'])
  expect(lifeOf(two).last.execution.tried).toEqual([target])
  expect(lifeOf(two, { deadlineAt: 900 }).last.execution.deadlineAt).toBe(900)
})

it('an attempt that is over says when and how it ended', () => {
  const failed = lifeOf(two).fails(10, status(429))
  const [first] = failed.last.execution.attempts
  expect(first).toStrictEqual({
    number: 1,
    target,
    name: 'fast',
    startedAt: 0,
    retry: false,
    endedAt: 10,
    outcome: 'failed',
    failure: { class: 'rate-limited', scope: 'target', rule: first?.failure?.rule },
  })
  const served = failed.reports(20, { type: 'succeeded', number: 2 }).last
  expect(served.execution.attempts[1]).toStrictEqual({
    number: 2,
    target: 'b/default/m',
    name: 'fast',
    startedAt: 10,
    retry: false,
    endedAt: 20,
    outcome: 'succeeded',
  })
  expect([served.execution.phase, served.command]).toEqual([{ type: 'finished' }, { type: 'finish' }])
})

it('a request that fails says why, with the last reply and every attempt, and when to come back only if that helps', () => {
  const failed = lifeOf(two).fails(10, status(429, 60)).fails(20, status(429, 30)).last
  const { attempts } = failed.execution
  const { failure } = attempts[1] ?? {}
  const error = { why: 'exhausted', reply: status(429, 30), failure, retryAt: 30_020, attempts }
  expect(failed.command).toStrictEqual({ type: 'fail', error })
  expect(failed.execution.phase).toStrictEqual({ type: 'failed', error })
  expect(lifeOf(two, { model: 'slow' }).last.command).toStrictEqual({
    type: 'fail',
    error: { why: 'unknown-name', attempts: [] },
  })
  // One that may be asked again at once is nothing to come back for.
  const passing = lifeOf({ ...two, effects: { timeout: { cooldown: 'none' } } })
    .fails(10, { type: 'timeout', phase: 'total' })
    .fails(20, { type: 'timeout', phase: 'total' })
  expect(passing.last.command).not.toHaveProperty('error.retryAt')
})

it('a name that nobody knows and a pool that nobody can serve are named, however little time there is', () => {
  const urgent = { deadlineAt: 10 }
  expect(told(lifeOf(two, urgent).last)).toBe('fail: deadline')
  expect(told(lifeOf(two, { ...urgent, model: 'slow' }).last)).toBe('fail: unknown-name')
  expect(told(lifeOf(two, { ...urgent, pin: { provider: 'c' } }).last)).toBe('fail: no-candidates')
})

it('a budget of attempts counts every call, and one of none is no bound on retries', () => {
  const replies = [status(500), status(500), status(500)]
  const calls = (budget: NonNullable<PolicyInput['budget']>): readonly string[] =>
    replies
      .reduce(
        (life, reply, index) => (life.last.command.type === 'attempt' ? life.fails(10 * index, reply) : life),
        lifeOf({ ...two, budget }),
      )
      .steps.map(told)
  expect(calls({ attempts: 1 })).toEqual(['a/default/m', 'fail: exhausted'])
  expect(calls({ attempts: 2 })).toEqual(['a/default/m', 'a/default/m again', 'fail: exhausted'])
  expect(calls({ attempts: 3 })).toEqual(['a/default/m', 'a/default/m again', 'b/default/m', 'fail: exhausted'])
  expect(calls({})).toEqual(['a/default/m', 'a/default/m again', 'b/default/m', 'b/default/m again'])
})

it('what a shell reports as cancelled is nobody’s failure, in time or late', () => {
  const life = lifeOf(two).fails(10, cancelled)
  expect(told(life.last)).toBe('fail: cancelled')
  expect(life.last.events).toEqual([{ type: 'attempt-abandoned', at: 10, target, startedAt: 0 }])
  expect(life.last.execution.attempts[0]?.outcome).toBe('abandoned')
  const late = life.reports(20, { type: 'failed', number: 1, reply: cancelled })
  expect(late.last.events).toEqual([])
})

it('a request that is cancelled while it waits has nothing under way to give up', () => {
  const patient = lifeOf({ ...two, patience: { sameTargetMs: 2_000 } }).fails(10, status(429, 1))
  const { last } = patient.reports(20, { type: 'cancelled' })
  expect(told(last)).toBe('fail: cancelled')
  expect(last.events).toEqual([])
  expect(last.execution.attempts.map(({ outcome }) => outcome)).toEqual(['failed'])
})

it('a late report teaches what it says, and the request does what it did', () => {
  const life = lifeOf(two).fails(10, status(429))
  const events = (report: Parameters<typeof life.reports>[1]): readonly unknown[] => {
    const { last } = life.reports(20, report)
    expect([last.command, last.execution.phase]).toEqual([life.last.command, life.last.execution.phase])
    return last.events
  }
  const common = { at: 20, target, startedAt: 0, late: true }
  expect(events({ type: 'committed', number: 1 })).toEqual([
    { type: 'attempt-committed', evidence: 'generation-started', ...common },
  ])
  expect(events({ type: 'succeeded', number: 1 })).toEqual([
    { type: 'attempt-succeeded', evidence: 'generation-completed', ...common },
  ])
  expect(events({ type: 'succeeded', number: 1, evidence: 'local-count' })).toEqual([
    { type: 'attempt-succeeded', evidence: 'local-count', ...common },
  ])
  expect(events({ type: 'failed', number: 1, reply: status(500) })).toMatchObject([
    { type: 'attempt-failed', class: 'server-error', ...common },
  ])
  // Of a target that the policy no longer has, nothing.
  const smaller = definePolicy({ providers: { b: { models: ['m'] } } })
  const { snapshot, execution } = life.last
  expect(advance(smaller, snapshot, execution, { type: 'succeeded', number: 1 }, 20).events).toEqual([])
})

it('the operation is told to rules and decides what clears a failure', () => {
  const seen: RuleContext[] = []
  const spied = (operation?: string): unknown => {
    const request = operation === undefined ? {} : { operation }
    const spy = (_: Reply, context: RuleContext): undefined => void seen.push(context)
    const { events } = lifeOf(two, request, [], { rules: { spy } }).fails(10, status(429)).last
    return events[0]?.type === 'attempt-failed' && events[0].needs
  }
  expect(spied()).toBe('generation-started')
  expect(spied('count')).toBe('remote-count')
  expect(seen.map((context) => Object.keys(context))).toEqual([
    ['target', 'now'],
    ['target', 'now', 'operation'],
  ])
  expect(seen[1]).toMatchObject({ target: { id: target }, now: 10, operation: 'count' })
})

it('a gamble of a request that others have begun, or that has made an attempt, costs a token', () => {
  const guess: PolicyInput = { ...two, patience: { totalMs: 0 } }
  const cooling = [cooled('provider:a', 0, 5_000), cooled('provider:b', 0, 5_000)]
  const broke: PolicyInput = { ...guess, whenAllCooling: 'try-soonest', retryTokens: { burst: 0.9 } }
  expect(told(lifeOf(broke, {}, cooling).last)).toBe('a/default/m')
  expect(told(lifeOf(broke, { tried: [target] }, cooling).last)).toBe('fail: all-cooling')
  expect(told(lifeOf(broke, { tried: [] }, cooling).last)).toBe('a/default/m')
  expect(told(lifeOf(broke, {}, cooling).fails(10, status(429)).last)).toBe('fail: exhausted')
  expect(told(lifeOf({ ...broke, retryTokens: {} }, {}, cooling).fails(10, status(429)).last)).toBe('b/default/m')
})

it('whoever wakes when it meant to gambles at once, and whoever wakes before waits on', () => {
  const lone: PolicyInput = {
    providers: { a: {} },
    aliases: { fast: { targets: ['a/m'] } },
    effects: { 'rate-limited': { cooldown: { firstMs: 1_000, factor: 1, capMs: 1_000 } } },
    whenAllCooling: 'try-soonest',
    budget: { attempts: 9 },
  }
  const life = lifeOf(lone).fails(0, status(429))
  const { command } = life.last
  const until = command.type === 'wait' ? command.until : 0
  expect(until).toBeGreaterThanOrEqual(1_000)
  const again = life.meanwhile(cooled('provider:a', 10, 60_000))
  expect(told(again.reports(until, { type: 'woke' }).last)).toBe('a/default/m')
  expect(told(again.reports(until - 1, { type: 'woke' }).last)).toBe(`wait until ${until}`)
  // After a wait it may be asked again, whom it asked before.
  expect(again.reports(until, { type: 'woke' }).last.execution.tried).toEqual([target])
  const suspended = life.meanwhile({ type: 'scope-suspended', at: 10, key: 'provider:a' as ScopeName })
  expect(told(suspended.reports(until, { type: 'woke' }).last)).toBe('fail: exhausted')
})
