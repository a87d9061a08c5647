import { advance } from '@router/core'
import { scenes } from '@router/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { runs } from './runs.js'

it('a cancelled request stops at once, is charged to nobody, and leaves nothing under way', () => {
  fc.assert(
    fc.property(scenes(), ({ policy, played, snapshot, now }) => {
      for (const execution of played.executions.values()) {
        const { phase, attempts } = execution
        if (phase.type === 'finished' || phase.type === 'failed') continue
        const step = advance(policy, snapshot, execution, { type: 'cancelled' }, now)
        expect(step.command).toMatchObject({ type: 'fail', error: { why: 'cancelled' } })
        expect(step.snapshot.health).toBe(snapshot.health)
        const abandoned = phase.type === 'waiting' ? [] : [attempts.at(-1)?.target]
        expect(step.events.map((event) => event.type === 'attempt-abandoned' && event.target)).toEqual(abandoned)
        expect(step.execution.attempts.every(({ outcome }) => outcome !== undefined)).toBe(true)
      }
    }),
    runs,
  )
})
