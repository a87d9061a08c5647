import { advance } from '@router/core'
import { scenes } from '@router/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { entriesOf } from '../../src/lib/persistent-map.js'
import { runs } from './runs.js'

it('what is in flight is what has set out and not ended, and nothing once everything has ended', () => {
  fc.assert(
    fc.property(scenes(), ({ policy, played, now }) => {
      const open = new Map<string, readonly string[]>()
      for (const { request, step } of played.steps) {
        const underWay = step.execution.attempts.filter(({ outcome }) => outcome === undefined)
        expect(underWay.length).toBeLessThanOrEqual(1)
        open.set(
          request.id,
          underWay.flatMap(({ target: id }) => {
            const target = policy.targets.get(id)
            return target === undefined ? [] : [id, `${target.provider}/${target.credential}`]
          }),
        )
        const counts = new Map<string, number>()
        for (const key of [...open.values()].flat()) counts.set(key, (counts.get(key) ?? 0) + 1)
        expect(new Map(entriesOf(step.snapshot.traffic.inFlight))).toEqual(counts)
      }
      let { snapshot } = played
      for (const execution of played.executions.values())
        if (execution.phase.type !== 'finished' && execution.phase.type !== 'failed')
          ({ snapshot } = advance(policy, snapshot, execution, { type: 'cancelled' }, now))
      expect(entriesOf(snapshot.traffic.inFlight)).toEqual([])
    }),
    runs,
  )
})
