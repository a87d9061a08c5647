import { healthOf, toJson } from '@router/core'
import { scenes } from '@router/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { evidenceRank } from '../../src/words/evidence.js'
import { runs } from './runs.js'

it('a success clears what failed before it set out, given enough evidence, and nothing that failed since', () => {
  fc.assert(
    fc.property(scenes(), ({ policy, played }) => {
      for (const { before, step } of played.steps) {
        const [event, ...others] = step.events
        if (event === undefined || !('evidence' in event) || others.length > 0) continue
        const scopes: readonly string[] = Object.values(policy.targets.get(event.target)?.scopes ?? {})
        const after = new Map(toJson(healthOf(step.snapshot)).entries)
        for (const [scope, { facts = [] }] of toJson(healthOf(before)).entries) {
          const kept = facts.filter(
            ({ failedAt, needs }) =>
              !scopes.includes(scope) ||
              failedAt >= event.startedAt ||
              evidenceRank(needs) > evidenceRank(event.evidence),
          )
          expect(after.get(scope)?.facts ?? []).toEqual(kept)
        }
      }
    }),
    runs,
  )
})
