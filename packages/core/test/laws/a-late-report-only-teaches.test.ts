import { advance } from '@router/core'
import { answers, scenes } from '@router/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { runs } from './runs.js'

it('a late report of an attempt that has failed or was given up changes health, and neither the execution nor what is in flight', () => {
  fc.assert(
    fc.property(scenes(), answers(), fc.nat(50_000), ({ policy, played, snapshot, now }, { type, reply }, laterMs) => {
      for (const execution of played.executions.values())
        for (const { number, outcome } of execution.attempts) {
          if (outcome !== 'failed' && outcome !== 'abandoned') continue
          const report =
            type === 'failed' || type === 'cancelled' ? { type: 'failed' as const, number, reply } : { type, number }
          const step = advance(policy, snapshot, execution, report, now + laterMs)
          expect(step.execution).toEqual(execution)
          expect(step.command).toBe(execution.command)
          expect(step.snapshot.traffic).toEqual(snapshot.traffic)
        }
    }),
    runs,
  )
})
