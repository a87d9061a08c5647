import { scenes } from '@router/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { runs } from './runs.js'

it('once committed, an execution finishes, or fails as interrupted or cancelled, and asks nobody any more', () => {
  fc.assert(
    fc.property(scenes(), ({ played }) => {
      const committed = new Map<string, number>()
      for (const { request, execution, report, step } of played.steps) {
        const { command } = step
        const number = committed.get(request.id)
        if (number !== undefined && execution?.command !== command) {
          expect(['finish', 'fail']).toContain(command.type)
          if (command.type === 'fail') expect(['interrupted', 'cancelled']).toContain(command.error.why)
          expect(step.execution.attempts.length).toBe(number)
        }
        if (report?.type === 'committed' && command.type === 'deliver') committed.set(request.id, command.number)
      }
      const delivered = played.steps.filter(
        ({ step, execution }) => step.command.type === 'deliver' && execution?.command !== step.command,
      )
      expect(delivered.length).toBe(committed.size)
    }),
    runs,
  )
})
