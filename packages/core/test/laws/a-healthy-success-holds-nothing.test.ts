import { emptySnapshot, reduce } from '@router/core'
import { scenes } from '@router/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { runs } from './runs.js'

it('a success where nothing is held leaves what decisions read the very same reference', () => {
  fc.assert(
    fc.property(scenes(), ({ policy, played }) => {
      for (const { before, step } of played.steps) {
        const [event] = step.events
        if (event?.type !== 'attempt-succeeded' && event?.type !== 'attempt-committed') continue
        const idle = reduce(policy, { ...before, health: emptySnapshot.health }, event)
        expect(idle.health.held).toBe(emptySnapshot.health.held)
      }
    }),
    runs,
  )
})
