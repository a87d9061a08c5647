import { eligibleAt, explain, explanationText, whyNot, whyNotText } from '@router/core'
import { scenes } from '@router/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { runs } from './runs.js'

it('whoever is said to be eligible from a moment on is eligible then, if nothing happens meanwhile, and not just before', () => {
  fc.assert(
    fc.property(scenes(), ({ policy, snapshot, request, now }) => {
      const explanation = explain(policy, snapshot, request, now)
      for (const { target } of explanation.tiers.flatMap(({ candidates }) => candidates)) {
        const from = eligibleAt(explanation, target)
        const isEligible = (at: number): boolean =>
          explain(policy, snapshot, request, at)
            .tiers.flatMap(({ candidates }) => candidates)
            .some((candidate) => candidate.target === target && candidate.eligible)
        if (from === undefined) expect(isEligible(now)).toBe(false)
        else if (from > now) {
          expect(isEligible(from - 1)).toBe(false)
          // A busy one is looked at again: nobody knows when its attempts end.
          const why = whyNot(explanation, target)
          const isBusy = why.type === 'refused' && why.refusals.some(({ exclusion }) => exclusion.type === 'busy')
          if (!isBusy) expect(isEligible(from)).toBe(true)
        } else expect(isEligible(now)).toBe(true)
      }
    }),
    runs,
  )
})

it('of exactly one candidate it is said that it is the one, if one is used, and every sentence can be said', () => {
  fc.assert(
    fc.property(scenes(), ({ policy, snapshot, request, now }) => {
      const explanation = explain(policy, snapshot, request, now)
      const { decision, tiers } = explanation
      const targets = tiers.flatMap(({ candidates }) => candidates.map(({ target }) => target))
      const used = targets.filter((target) => whyNot(explanation, target).type === 'used')
      expect(used).toEqual(decision.type === 'use' ? [decision.target.id] : [])
      for (const target of targets) expect(whyNotText(explanation, target).startsWith(`${target}: `)).toBe(true)
      expect(explanationText(explanation).split('\n').length).toBeGreaterThan(targets.length)
    }),
    runs,
  )
})
