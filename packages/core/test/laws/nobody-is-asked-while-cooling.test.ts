import { scenes } from '@router/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { patientInputs } from './patient-inputs.js'
import { coolingUntil, eligibleTiers, isSuspended } from './reference.js'
import { runs } from './runs.js'

it('nobody is asked while cooling as long as somebody is eligible, and nobody while suspended', () => {
  fc.assert(
    fc.property(scenes({ inputs: patientInputs() }), ({ policy, played }) => {
      for (const { now, before, execution, step } of played.steps) {
        const { command } = step
        if (command.type !== 'attempt' || execution?.command === command || command.refresh) continue
        // Health at the time of the decision: the failure that led here is learnt, the attempt itself adds nothing.
        const known = { ...step.snapshot, traffic: step.events.length > 1 ? before.traffic : before.traffic }
        expect(isSuspended(known, command.target)).toBe(false)
        if (coolingUntil(known, command.target, now) === undefined) continue
        const { request, name, tried } = step.execution
        // It was put on the list itself when it set out; whoever else is on it was refused for that.
        const eligible = eligibleTiers(policy, known, request, now, name, tried).flat()
        expect(eligible.map(({ target }) => target.id)).toEqual([])
      }
    }),
    runs,
  )
})
