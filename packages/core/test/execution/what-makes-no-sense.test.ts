import { advance, begin, definePolicy, emptySnapshot, ProtocolError, type Report, type Step } from '@router/core'
import { expect, it } from 'vitest'

const policy = definePolicy({ providers: { p: { models: ['m'] } } })
const request = { id: 'r1', model: 'm' }
const first = begin(policy, emptySnapshot, request, 0)

const after = (...reports: readonly Report[]): Step =>
  reports.reduce((step, report) => advance(policy, step.snapshot, step.execution, report, 1), first)

const complaint = (step: Step, report: Report, now = 2): string => {
  try {
    advance(policy, step.snapshot, step.execution, report, now)
  } catch (error) {
    if (error instanceof ProtocolError) return `${error.name}: ${error.message}`
  }
  throw new Error('it makes sense')
}

it('a report that the phase does not understand is named, with where the execution stands', () => {
  const committed: Report = { type: 'committed', number: 1 }
  expect(complaint(first, { type: 'woke' })).toBe(
    "ProtocolError: report 'woke' makes no sense while attempting after 1 attempts: this is a bug of the shell",
  )
  expect(complaint(first, { type: 'succeeded', number: 2 })).toBe(
    "ProtocolError: report 'succeeded' of attempt 2 makes no sense while attempting after 1 attempts: this is a bug of the shell",
  )
  expect(complaint(after(committed), committed)).toBe(
    "ProtocolError: report 'committed' of attempt 1 makes no sense while committed after 1 attempts: this is a bug of the shell",
  )
  expect(complaint(after({ type: 'succeeded', number: 1 }), { type: 'cancelled' })).toBe(
    "ProtocolError: report 'cancelled' makes no sense while finished after 1 attempts: this is a bug of the shell",
  )
  expect(complaint(after({ type: 'cancelled' }), { type: 'cancelled' })).toContain('makes no sense while failed')
})

it('a policy that has not the target of the attempt is not the one that the request began with', () => {
  const other = definePolicy({ providers: { p: { models: ['n'] } } })
  const report: Report = { type: 'succeeded', number: 1 }
  expect(() => advance(other, first.snapshot, first.execution, report, 1)).toThrow(
    'the policy has no target p/default/m: advance with the one the request began with',
  )
})

it('an error of the other build of core is a ProtocolError, too, and nothing else is', () => {
  const mark = Symbol.for('@router/core/protocol-error')
  const others = [new Error('another'), { name: 'ProtocolError' }, null, undefined, 'text']
  expect([{ [mark]: true }, ...others].map((each) => each instanceof ProtocolError)).toEqual([
    true,
    false,
    false,
    false,
    false,
    false,
  ])
})

it('a failure that no rule blames is a broken stream', () => {
  const reply = { type: 'response', status: 200, headers: {}, body: '{}' } as const
  const { execution } = after({ type: 'failed', number: 1, reply })
  expect(execution.attempts[0]?.failure).toEqual({
    class: 'stream-broken',
    scope: 'target',
    rule: 'protocol: failed, yet no rule blames the reply',
  })
})
