import { begin, type Decision, explain, type Step, select } from '@router/core'
import { scenes } from '@router/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { runs } from './runs.js'

/** What a first command says about the decision behind it. */
function decided({ command }: Step): Partial<Decision> {
  switch (command.type) {
    case 'attempt':
      return { type: 'use', target: command.target }
    case 'wait':
      return { type: 'wait', until: command.until }
    default:
      return { type: 'none' }
  }
}

it('explain decides what select decides, begin does it, and the one that is used stands there as eligible', () => {
  fc.assert(
    fc.property(scenes(), ({ policy, snapshot, request, now }) => {
      const decision = select(policy, snapshot, request, now)
      const explanation = explain(policy, snapshot, request, now)
      expect(explanation.decision).toEqual(decision)

      const step = begin(policy, snapshot, request, now)
      const isTooLate = step.command.type === 'fail' && step.command.error.why === 'deadline'
      const begun = decided(step)
      if (!isTooLate) expect(begun.type).toBe(decision.type)
      if (begun.type === 'use' && decision.type === 'use') expect(begun.target?.id).toBe(decision.target.id)
      if (begun.type === 'wait' && decision.type === 'wait') expect(begun.until).toBeGreaterThanOrEqual(decision.until)
      if (step.command.type === 'fail' && decision.type === 'none') {
        expect(step.command.error.why).toBe(decision.why)
        expect(step.command.error.retryAt).toBe(decision.retryAt)
      }

      const candidates = explanation.tiers.flatMap((tier) => tier.candidates)
      const eligible = candidates.flatMap((candidate) => (candidate.eligible ? [candidate.target] : []))
      if (decision.type === 'use' && !decision.cooling) expect(eligible).toContain(decision.target.id)
      else expect(eligible).toEqual([])
    }),
    runs,
  )
})
