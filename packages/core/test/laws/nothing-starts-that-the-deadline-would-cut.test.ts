import { adversaries, adversaryOf, type PlayedStep, playExecution, scenes } from '@router/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { hintedReplies } from './hinted-replies.js'
import { patientInputs } from './patient-inputs.js'
import { plainRequests } from './plain-requests.js'
import { runs } from './runs.js'

it('no attempt starts that could not live minAttemptMs, no wait goes beyond, and timeouts are cut to the deadline', () => {
  const deadlines = fc.constantFrom(100, 3_000, 10_000, 40_000)
  fc.assert(
    fc.property(
      scenes({ maxLength: 4, inputs: patientInputs(), requests: plainRequests }),
      adversaries(hintedReplies),
      deadlines,
      ({ policy, snapshot, played, request, now }, answers, ms) => {
        const urgent = { ...request, deadlineAt: now + ms }
        const steps: readonly PlayedStep[] = [
          ...played.steps,
          ...playExecution(policy, snapshot, urgent, now, adversaryOf(answers)),
        ]
        for (const { now: at, execution, step } of steps) {
          const { deadlineAt } = step.execution
          // A late report changes nothing: it repeats the command that is being performed already.
          if (deadlineAt === undefined || execution?.command === step.command) continue
          const leftMs = deadlineAt - at
          if (step.command.type === 'wait')
            expect(step.command.until).toBeLessThanOrEqual(deadlineAt - policy.budget.minAttemptMs)
          if (step.command.type !== 'attempt') continue
          expect(leftMs).toBeGreaterThanOrEqual(policy.budget.minAttemptMs)
          expect(Math.max(...Object.values(step.command.timeouts))).toBeLessThanOrEqual(leftMs)
        }
      },
    ),
    runs,
  )
})
