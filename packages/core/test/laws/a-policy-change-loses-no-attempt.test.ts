import { advance, reduce } from '@router/core'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { entriesOf } from '../../src/lib/persistent-map.js'
import { reloads } from './reloads.js'
import { runs } from './runs.js'

it('what was in flight when the policy changed still is, ends as it set out, and nothing is once everything has ended', () => {
  fc.assert(
    fc.property(reloads(), ({ known, reloaded, last }) => {
      expect(reloaded.traffic.inFlight).toBe(known.traffic.inFlight)
      expect(entriesOf(last.traffic.inFlight)).toEqual([])
    }),
    runs,
  )
})

it('an attempt also ends where its end is told to another policy than its start', () => {
  fc.assert(
    fc.property(reloads(), ({ scene, before, after, known, reloaded, now }) => {
      let snapshot = reloaded
      for (const execution of scene.played.executions.values()) {
        if (execution.phase.type === 'finished' || execution.phase.type === 'failed') continue
        const { events } = advance(before, known, execution, { type: 'cancelled' }, now)
        snapshot = events.reduce((learnt, event) => reduce(after, learnt, event), snapshot)
      }
      expect(entriesOf(snapshot.traffic.inFlight)).toEqual([])
    }),
    runs,
  )
})

it('a request that is under way asks the targets of the policy it began with, and no others', () => {
  fc.assert(
    fc.property(reloads(), ({ before, steps }) => {
      for (const { step } of steps)
        if (step.command.type === 'attempt')
          expect(before.targets.get(step.command.target.id)).toBe(step.command.target)
    }),
    runs,
  )
})
