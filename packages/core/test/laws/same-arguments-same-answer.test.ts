import { isDeepStrictEqual } from 'node:util'
import { begin, emptySnapshot, explain, reduce, select } from '@router/core'
import { playHistory, scenes } from '@router/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { deepFreeze } from './deep-freeze.js'
import { runs } from './runs.js'

it('equal arguments give equal results, and no argument is ever written to', () => {
  fc.assert(
    fc.property(scenes(), ({ policy, history, played, snapshot, request, now }) => {
      deepFreeze([policy, played, request, emptySnapshot])
      for (const ask of [select, explain, begin])
        expect(isDeepStrictEqual(ask(policy, snapshot, request, now), ask(policy, snapshot, request, now))).toBe(true)
      expect(isDeepStrictEqual(playHistory(policy, history), played)).toBe(true)
      for (const event of played.events)
        expect(isDeepStrictEqual(reduce(policy, snapshot, event), reduce(policy, snapshot, event))).toBe(true)
    }),
    runs,
  )
})
