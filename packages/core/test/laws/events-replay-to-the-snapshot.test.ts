import { isDeepStrictEqual } from 'node:util'
import { emptySnapshot, fromJson, type RouterEvent, reduce, toJson } from '@router/core'
import { scenes } from '@router/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { runs } from './runs.js'

function overTheWire(event: RouterEvent): RouterEvent {
  if (event.type !== 'health-heard') return JSON.parse(JSON.stringify(event)) as RouterEvent
  const read = fromJson(JSON.stringify(toJson(event.health)))
  if ('issue' in read) throw new Error(read.issue.message)
  return { ...event, health: read.health }
}

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
