import { healthOf, toJson } from '@router/core'
import { scenes } from '@router/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { evidenceRank } from '../../src/words/evidence.js'
import { runs } from './runs.js'

it('a success clears nothing that needs more evidence than it gives: counting tokens leaves every cooldown of a generation', () => {
  fc.assert(
    fc.property(scenes(), ({ played }) => {
      for (const { before, step } of played.steps) {
        const proofs = step.events.flatMap((event) => ('evidence' in event ? [evidenceRank(event.evidence)] : []))
        if (proofs.length === 0) continue
        const after = new Map(toJson(healthOf(step.snapshot)).entries)
        for (const [scope, { facts = [] }] of toJson(healthOf(before)).entries)
          for (const fact of facts)
            if (evidenceRank(fact.needs) > Math.max(...proofs)) expect(after.get(scope)?.facts).toContainEqual(fact)
      }
    }),
    runs,
  )
})
