import {
  blame,
  definePolicy,
  type Evidence,
  emptySnapshot,
  type Failure,
  reduce,
  select,
  type Target,
} from '@router/core'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { runs } from './runs.js'

const policy = definePolicy({
  providers: {
    p: { credentials: ['k', 'l'], models: ['a', 'b'] },
    q: { credentials: ['k'], models: ['a', 'b'] },
  },
  probe: { fromMs: 1e9 },
})
const targets = [...policy.targets.values()]

/** Who suffers from a failure of one target with this scope: said by names, not by scopes. */
const shares: Readonly<Record<Failure['scope'], (one: Target, other: Target) => boolean>> = {
  request: () => false,
  target: (one, other) => one.id === other.id,
  credential: (one, other) => one.provider === other.provider && one.credential === other.credential,
  model: (one, other) => one.provider === other.provider && one.model === other.model,
  provider: (one, other) => one.provider === other.provider,
}

const scopes = fc.constantFrom('request' as const, 'target', 'credential', 'model', 'provider')

/** Who is out of use, asked one by one. */
function outAt(snapshot: typeof emptySnapshot, now: number): readonly string[] {
  return targets
    .filter(({ id, provider, model }) => {
      const request = { id: 'r', model: `${provider}/${model}`, pin: { target: id } }
      const decision = select(policy, snapshot, request, now)
      return decision.type !== 'use' || decision.cooling === true
    })
    .map(({ id }) => id)
}

it('a failure puts out of use exactly those that share the scope it names, and a success of one brings back exactly those', () => {
  const evidence: fc.Arbitrary<Evidence> = fc.constantFrom('generation-started', 'generation-completed')
  const failures = fc.array(fc.record({ of: fc.constantFrom(...targets), scope: scopes }), { maxLength: 4 })
  fc.assert(
    fc.property(failures, fc.constantFrom(...targets), evidence, (list, proving, proves) => {
      const failed = list.reduce((known, { of, scope }, index) => {
        const failure: Failure = { class: 'rate-limited', scope, retryAfterMs: 60_000, rule: 'any' }
        return reduce(policy, known, blame(policy, known, { target: of.id, startedAt: index }, failure, 10 + index))
      }, emptySnapshot)
      const sufferers = (some: typeof list) =>
        targets.filter((target) => some.some(({ of, scope }) => shares[scope](of, target))).map(({ id }) => id)
      expect(outAt(failed, 100)).toEqual(sufferers(list))

      const proven = {
        type: 'attempt-succeeded',
        at: 200,
        target: proving.id,
        startedAt: 100,
        evidence: proves,
      } as const
      // What names something that the success ran through is cleared; whatever else keeps a target out still does.
      const left = list.filter(({ of, scope }) => !shares[scope](of, proving))
      expect(outAt(reduce(policy, failed, proven), 200)).toEqual(sufferers(left))
    }),
    runs,
  )
})
