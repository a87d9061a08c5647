import { scenes } from '@router/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { runs } from './runs.js'

it('a failure whose scope is the request changes the health of nobody', () => {
  fc.assert(
    fc.property(scenes(), ({ played }) => {
      for (const { before, step } of played.steps) {
        const failed = step.events.flatMap((event) => (event.type === 'attempt-failed' ? [event] : []))
        if (failed.length === 0 || failed.some(({ scope }) => scope !== 'request')) continue
        expect(failed.every(({ key }) => key === undefined)).toBe(true)
        expect(step.snapshot.health).toBe(before.health)
      }
    }),
    runs,
  )
})
