import { type Evidence, failureClasses, type OperatorEvent, type Policy, type RouterEvent } from '@router/core'
import * as fc from 'fast-check'
import { scopesOf } from '../play/play-history.js'
import { said, seldom } from './seldom.js'

const evidences = fc.constantFrom<Evidence[]>(
  'generation-started',
  'generation-completed',
  'remote-count',
  'embedding',
  'local-count',
)

/**
 * Single events as they may arrive from anywhere, in any order: stamps that no execution of this process made, scopes
 * and targets of the policy. Times are small, so that events meet. Shrinks to early times and the first target.
 */
export function routerEvents(policy: Policy): fc.Arbitrary<RouterEvent> {
  const target = fc.constantFrom(...[...policy.targets.values()])
  const key = fc.constantFrom(...scopesOf(policy))
  const at = fc.nat(20)
  const failed = fc
    .record({
      target,
      at,
      forMs: fc.nat(20),
      blamed: fc.constantFrom('target', 'credential', 'model', 'provider'),
      class: fc.constantFrom(...failureClasses.slice(0, 5)),
      level: fc.integer({ min: 1, max: 3 }),
      needs: evidences,
      firm: fc.boolean(),
      probe: seldom(fc.boolean()),
      hintedForMs: seldom(fc.nat(40)),
      suspends: seldom(fc.constant(true as const)),
    })
    .map(
      ({
        target: { id, scopes },
        at: failedAt,
        forMs,
        blamed,
        hintedForMs,
        suspends,
        probe,
        ...stamp
      }): RouterEvent => {
        const hinted = hintedForMs === undefined ? {} : { hintedUntil: failedAt + hintedForMs }
        const times = { at: failedAt, failedAt, startedAt: failedAt, until: failedAt + forMs, ...hinted }
        const suspension = { ...(suspends ? { suspends } : {}), ...(probe === undefined ? {} : { probe }) }
        return {
          type: 'attempt-failed',
          target: id,
          scope: blamed,
          key: scopes[blamed],
          rule: 'any',
          late: true,
          ...stamp,
          ...times,
          ...suspension,
        }
      },
    )
  const proven = fc.record({ target, at, evidence: evidences }).map(
    ({ target: { id }, at: startedAt, evidence }): RouterEvent => ({
      type: 'attempt-succeeded',
      at: startedAt,
      startedAt,
      target: id,
      evidence,
      late: true,
    }),
  )
  const operated: fc.Arbitrary<OperatorEvent> = fc.oneof(
    fc
      .record({ type: fc.constant('scope-suspended' as const), at, key, reason: seldom(fc.constantFrom('a', 'b')) })
      .map(said),
    fc.record({ type: fc.constant('scope-resumed' as const), at, key }),
    fc.record({ type: fc.constant('cooldown-set' as const), at, key, until: fc.nat(40) }),
    fc.record({ type: fc.constant('cooldown-cleared' as const), at, key }),
  )
  return fc.oneof(
    { withCrossShrink: true },
    { arbitrary: failed, weight: 5 },
    { arbitrary: proven, weight: 2 },
    { arbitrary: operated, weight: 2 },
  )
}
