import { adversaries, adversaryOf, playExecution, scenes } from '@router/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { patientInputs } from './patient-inputs.js'
import { runs } from './runs.js'

it('between two waits a target is asked once, and again only as a retry of its own last attempt', () => {
  fc.assert(
    fc.property(
      scenes({ maxLength: 8, inputs: patientInputs() }),
      adversaries(),
      ({ policy, snapshot, request, now }, answers) => {
        let asked = new Set<string>(request.tried)
        for (const { step } of playExecution(policy, snapshot, request, now, adversaryOf(answers))) {
          const { command, execution } = step
          if (command.type === 'wait') asked = new Set(request.tried)
          if (command.type !== 'attempt') continue
          const attempt = execution.attempts.at(-1)
          if (attempt?.retry) expect(execution.attempts.at(-2)?.target).toBe(attempt.target)
          else expect(asked.has(command.target.id)).toBe(false)
          asked.add(command.target.id)
        }
      },
    ),
    runs,
  )
})
