import { isDeepStrictEqual } from 'node:util'
import { emptySnapshot, type RouterEvent, reduce } from '@router/core'
import { scenes } from '@router/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { runs } from './runs.js'

const overTheWire = (event: RouterEvent): RouterEvent => JSON.parse(JSON.stringify(event)) as RouterEvent

it('the snapshot of a step is the fold of its events, and that of a life the fold of all, also once they were JSON', () => {
  fc.assert(
    fc.property(scenes(), ({ policy, played }) => {
      const fold = (events: readonly RouterEvent[], from = emptySnapshot) =>
        events.map(overTheWire).reduce((known, event) => reduce(policy, known, event), from)
      for (const { before, step } of played.steps)
        expect(isDeepStrictEqual(fold(step.events, before), step.snapshot)).toBe(true)
      expect(isDeepStrictEqual(fold(played.events), played.snapshot)).toBe(true)
    }),
    runs,
  )
})
