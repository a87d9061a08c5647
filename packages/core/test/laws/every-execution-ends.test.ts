import type { Policy } from '@router/core'
import { type Answer, adversaries, adversaryOf, playExecution, scenes } from '@router/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { resolve } from '../../src/policy/resolve.js'
import { patientInputs } from './patient-inputs.js'
import { runs } from './runs.js'

/** The adversary, or one for whom time stands still and who wakes at once. */
const paces = fc.constantFrom<(answer: Answer) => Answer>(
  (answer) => answer,
  (answer) => ({ ...answer, afterMs: 0 }),
  (answer) => ({ ...answer, afterMs: -1e12 }),
)

/** The most attempts that are not retries: over the aliases that a larger context leads through. */
function freshBound(policy: Policy, name: string): number {
  const pool = resolve(policy, name)
  if (policy.budget.attempts !== undefined) return policy.budget.attempts
  return (
    Math.min(10, pool?.size ?? 0) + (pool?.largerContext === undefined ? 0 : freshBound(policy, pool.largerContext))
  )
}

it('every execution ends, whoever answers and even if time stands still, within its bounds of attempts and waits', () => {
  fc.assert(
    fc.property(
      scenes({ maxLength: 8, inputs: patientInputs() }),
      adversaries(),
      paces,
      ({ policy, snapshot, request, now }, answers, pace) => {
        const played = playExecution(policy, snapshot, request, now, adversaryOf(answers.map(pace)))
        const last = played.at(-1)?.step.execution
        const attempts = last?.attempts ?? []
        const { budget } = policy
        expect(['finished', 'failed']).toContain(last?.phase.type)
        expect(attempts.length).toBeLessThanOrEqual(budget.attempts ?? Number.POSITIVE_INFINITY)
        expect(attempts.filter(({ retry }) => !retry).length).toBeLessThanOrEqual(freshBound(policy, request.model))

        const retries = Math.max(0, ...Object.values(policy.effects).map((effect) => effect.sameTargetRetries))
        for (const target of new Set(attempts.map((attempt) => attempt.target))) {
          const made = attempts.filter((attempt) => attempt.target === target && attempt.retry).length
          // At once as often as allowed, once after its own hint, once after a refresh.
          expect(made).toBeLessThanOrEqual(Math.min(retries, budget.sameTargetRetries ?? retries) + 2)
        }
        const waits = played.filter(({ step }) => step.command.type === 'wait').length
        // However often it is woken, and more often only where it has waited for long.
        expect(waits).toBeLessThanOrEqual(64 + policy.targets.size + (last?.waitedMs ?? 0) / 100)
      },
    ),
    runs,
  )
})
