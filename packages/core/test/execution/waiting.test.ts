import {
  advance,
  begin,
  definePolicy,
  emptySnapshot,
  type Policy,
  type PolicyInput,
  type RouteRequest,
  reduce,
  type ScopeName,
  type Step,
} from '@router/core'
import { expect, it } from 'vitest'
import { draw } from '../../src/lib/draw.js'

const policyOf = (input: Partial<PolicyInput> = {}): Policy =>
  definePolicy({ providers: { p: { models: ['m'] } }, ...input })

/** A request for a target that cools until then. */
const waitingUntil = (policy: Policy, until: number, request: Partial<RouteRequest> = {}): Step => {
  const cooled = reduce(policy, emptySnapshot, { type: 'cooldown-set', at: 0, key: 'provider:p' as ScopeName, until })
  return begin(policy, cooled, { id: 'r1', model: 'm', ...request }, 0)
}

const wokenAt = (policy: Policy, { snapshot, execution }: Step, now: number): Step =>
  advance(policy, snapshot, execution, { type: 'woke' }, now)

it('a wait ends a little late by a hash of the request and of how often it has waited: at most a tenth, and a second', () => {
  const policy = policyOf({ patience: { totalMs: 60_000 } })
  const first = waitingUntil(policy, 5_000)
  expect(first.command).toEqual({ type: 'wait', until: 5_000 + Math.floor(draw('r1', 'wait', '0') * 500) })
  const second = wokenAt(policy, first, 1_000)
  expect(second.command).toEqual({ type: 'wait', until: 5_000 + Math.floor(draw('r1', 'wait', '1') * 400) })
  expect([second.execution.waits, second.execution.waitedMs]).toEqual([2, 1_000])
  const long = waitingUntil(policy, 40_000)
  expect(long.command).toEqual({ type: 'wait', until: 40_000 + Math.floor(draw('r1', 'wait', '0') * 1_000) })
})

it('a wait is never so late that patience ends before it, or that the deadline leaves no time for an attempt', () => {
  const policy = policyOf({ patience: { totalMs: 5_000 }, budget: { minAttemptMs: 100 } })
  expect(waitingUntil(policy, 5_000).command).toEqual({ type: 'wait', until: 5_000 })
  expect(waitingUntil(policy, 4_999).command).toEqual({ type: 'wait', until: 5_000 })
  expect(waitingUntil(policy, 5_001).command).toMatchObject({
    type: 'fail',
    error: { why: 'all-cooling', retryAt: 5_001 },
  })
  const urgent = { deadlineAt: 3_101 }
  expect(waitingUntil(policy, 3_000, urgent).command).toEqual({ type: 'wait', until: 3_001 })
  expect(waitingUntil(policy, 3_001, urgent).command).toEqual({ type: 'wait', until: 3_001 })
  expect(waitingUntil(policy, 3_002, urgent).command).toMatchObject({ type: 'fail', error: { why: 'all-cooling' } })
})

it('whoever is woken again and again without time passing gives up after 64 waits, and after one more for each 100 ms', () => {
  const policy = policyOf()
  const waitsOf = (stepMs: number): number => {
    let step = waitingUntil(policy, 5_000)
    for (let now = stepMs; step.command.type === 'wait'; now += stepMs) step = wokenAt(policy, step, now)
    expect(step.command).toMatchObject({ type: 'fail', error: { why: 'all-cooling', retryAt: 5_000 } })
    return step.execution.waits
  }
  expect(waitsOf(0)).toBe(64)
  expect(waitsOf(10)).toBe(72)
})

it('whoever has asked somebody before it waits in vain has exhausted what it could do', () => {
  const policy = policyOf({ budget: { attempts: 9 } })
  const first = begin(policy, emptySnapshot, { id: 'r1', model: 'm' }, 0)
  const reply = { type: 'response', status: 429, headers: { 'retry-after': '5' }, body: '' } as const
  let step = advance(policy, first.snapshot, first.execution, { type: 'failed', number: 1, reply }, 0)
  while (step.command.type === 'wait') step = wokenAt(policy, step, 0)
  expect(step.execution.waits).toBe(64)
  expect(step.command).toMatchObject({ type: 'fail', error: { why: 'exhausted', retryAt: 5_000, reply } })
})

it('time that runs back while a request waits is no time that it has waited', () => {
  const policy = policyOf()
  expect(wokenAt(policy, waitingUntil(policy, 5_000), -1_000).execution.waitedMs).toBe(0)
})

it('a wait that outlasts the deadline ends the request there', () => {
  const policy = policyOf()
  const step = waitingUntil(policy, 3_000, { deadlineAt: 4_000 })
  expect(wokenAt(policy, step, 3_950).command).toMatchObject({ type: 'fail', error: { why: 'deadline' } })
  expect(wokenAt(policy, step, 4_000).command).toMatchObject({ type: 'fail', error: { why: 'deadline' } })
  expect(wokenAt(policy, step, 3_900).command).toMatchObject({ type: 'attempt', deadlineAt: 4_000 })
  // Also where nobody could be asked then.
  const key = 'provider:p' as ScopeName
  const again = {
    ...step,
    snapshot: reduce(policy, step.snapshot, { type: 'cooldown-set', at: 1, key, until: 90_000 }),
  }
  expect(wokenAt(policy, again, 3_999).command).toMatchObject({ type: 'fail', error: { why: 'all-cooling' } })
  expect(wokenAt(policy, again, 4_000).command).toMatchObject({ type: 'fail', error: { why: 'deadline' } })
})
