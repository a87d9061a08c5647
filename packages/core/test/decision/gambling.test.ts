import {
  type AttemptFailed,
  type Decision,
  definePolicy,
  emptySnapshot,
  type PolicyInput,
  type RouteRequest,
  reduce,
  type ScopeName,
  type Snapshot,
  select,
  type TargetId,
} from '@router/core'
import { expect, it } from 'vitest'

const input: PolicyInput = {
  providers: { a: {}, b: {} },
  aliases: { fast: { targets: ['a/m', 'b/m'] } },
  retryTokens: { burst: 1 },
}

/** Cooldowns of both until then, each firm or a guess. */
const decided = (
  [first, second]: readonly [Partial<AttemptFailed>, Partial<AttemptFailed>],
  told: Partial<PolicyInput> = {},
  request: Partial<RouteRequest> = {},
): Decision => {
  const policy = definePolicy({ ...input, ...told })
  const failed = (provider: string, stamp: Partial<AttemptFailed>): AttemptFailed => ({
    type: 'attempt-failed',
    at: 0,
    target: `${provider}/default/m` as TargetId,
    startedAt: 0,
    class: 'overloaded',
    scope: 'provider',
    rule: 'r',
    failedAt: 0,
    key: `provider:${provider}` as ScopeName,
    until: 5_000,
    level: 1,
    needs: 'generation-started',
    firm: false,
    ...stamp,
  })
  const snapshot = [failed('a', first), failed('b', second)].reduce<Snapshot>(
    (known, event) => reduce(policy, known, event),
    emptySnapshot,
  )
  return select(policy, snapshot, { id: 'r1', model: 'fast', ...request }, 1_000)
}

const used = (decision: Decision): string =>
  decision.type === 'use' ? `${decision.target.provider}${decision.cooling ? ', cooling' : ''}` : decision.type

it('of guesses the one that ends soonest is asked all the same, of equals the one declared first', () => {
  expect(used(decided([{}, { until: 4_999 }]))).toBe('b, cooling')
  expect(used(decided([{ until: 4_999 }, {}]))).toBe('a, cooling')
  expect(used(decided([{}, {}]))).toBe('a, cooling')
  expect(used(decided([{ firm: true, until: 4_000 }, {}]))).toBe('b, cooling')
})

it('what is firm is waited for, as long as patience and deadline allow, or refused with when to come back', () => {
  const firm = [{ firm: true }, { firm: true, until: 4_000 }] as const
  expect(decided(firm)).toEqual({ type: 'wait', until: 4_000 })
  const refused = { type: 'none', why: 'all-cooling', retryAt: 4_000 }
  expect(decided(firm, { patience: { totalMs: 3_000 } })).toEqual({ type: 'wait', until: 4_000 })
  expect(decided(firm, { patience: { totalMs: 2_999 } })).toEqual(refused)
  expect(decided(firm, {}, { deadlineAt: 4_100 })).toEqual({ type: 'wait', until: 4_000 })
  expect(decided(firm, {}, { deadlineAt: 4_099 })).toEqual(refused)
  expect(decided(firm, { budget: { deadlineMs: 3_099 } })).toEqual(refused)
  expect(decided(firm, { budget: { deadlineMs: 3_100 } }, { deadlineAt: 9_000 })).toEqual({
    type: 'wait',
    until: 4_000,
  })
  expect(decided(firm, { whenAllCooling: 'fail' })).toEqual(refused)
  expect(used(decided(firm, { whenAllCooling: 'try-soonest' }))).toBe('b, cooling')
})

it('a policy that waits or fails when all cool gambles on no guess', () => {
  expect(decided([{}, {}], { whenAllCooling: 'wait' })).toEqual({ type: 'wait', until: 5_000 })
  expect(decided([{}, {}], { whenAllCooling: 'fail' })).toEqual({ type: 'none', why: 'all-cooling', retryAt: 5_000 })
})

it('the first attempt of a request may gamble without a token; one that others have begun needs one', () => {
  const begun = { tried: ['a/default/m' as TargetId] }
  const broke = { retryTokens: { burst: 0.9 } }
  expect(used(decided([{}, {}]))).toBe('a, cooling')
  expect(used(decided([{}, {}], broke))).toBe('a, cooling')
  expect(used(decided([{}, {}], {}, begun))).toBe('b, cooling')
  expect(decided([{}, {}], broke, begun)).toEqual({ type: 'wait', until: 5_000 })
  expect(used(decided([{}, {}], broke, { tried: [] }))).toBe('a, cooling')
})
