import { healthOf, type Snapshot, toJson } from '@router/core'
import { scenes } from '@router/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { runs } from './runs.js'

const textOf = (snapshot: Snapshot): ReadonlyMap<string, string> =>
  new Map(toJson(healthOf(snapshot)).entries.map(([key, held]) => [key, JSON.stringify(held)]))

it('a failure changes one scope of its own target, as wide as the failure says; a success only the four of its own', () => {
  fc.assert(
    fc.property(scenes(), ({ policy, played }) => {
      for (const { before, step } of played.steps) {
        const allowed = step.events.flatMap((event) => {
          const scopes = policy.targets.get('target' in event ? event.target : '')?.scopes
          if (event.type === 'attempt-failed') {
            expect(event.key ?? undefined).toBe(event.key && scopes?.[event.scope as 'target'])
            return event.key ?? []
          }
          return event.type === 'attempt-succeeded' || event.type === 'attempt-committed'
            ? Object.values(scopes ?? {})
            : []
        })
        const [known, learnt] = [textOf(before), textOf(step.snapshot)]
        const changed = [...new Set([...known.keys(), ...learnt.keys()])].filter(
          (key) => known.get(key) !== learnt.get(key),
        )
        expect(changed.filter((key) => !allowed.some((scope) => scope === key))).toEqual([])
      }
    }),
    runs,
  )
})
