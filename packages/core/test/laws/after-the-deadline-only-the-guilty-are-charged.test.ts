import { adversaries, adversaryOf, playExecution, scenes } from '@router/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { patientInputs } from './patient-inputs.js'
import { runs } from './runs.js'

it('a report at or after the deadline, before commit, ends the request, and blames only a target whose own timeout had passed', () => {
  const deadlines = fc.constantFrom(100, 3_000, 10_000, 40_000)
  fc.assert(
    fc.property(
      scenes({ maxLength: 6, inputs: patientInputs() }),
      adversaries(),
      deadlines,
      ({ policy, snapshot, request, now }, answers, ms) => {
        const urgent = { ...request, deadlineAt: now + ms }
        for (const { now: at, execution, report, step } of playExecution(
          policy,
          snapshot,
          urgent,
          now,
          adversaryOf(answers),
        )) {
          if (execution === undefined || execution.phase.type === 'committed' || at < (execution.deadlineAt ?? 0))
            continue
          const { command } = step
          expect(command.type).toBe('fail')
          if (command.type === 'fail' && report?.type !== 'cancelled') expect(command.error.why).toBe('deadline')
          const startedAt = execution.attempts.at(-1)?.startedAt ?? 0
          for (const event of step.events) {
            if (event.type === 'attempt-abandoned') continue
            expect(event.type).toBe('attempt-failed')
            expect(at - startedAt).toBeGreaterThanOrEqual(Math.min(...Object.values(policy.timeouts)))
          }
        }
      },
    ),
    runs,
  )
})
