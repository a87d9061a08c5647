import { isDeepStrictEqual } from 'node:util'
import { explain, healthOf, select } from '@router/core'
import { scenes } from '@router/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { deepFreeze } from './deep-freeze.js'
import { runs } from './runs.js'

it('selecting twice is selecting once: it writes nothing, and neither does explaining or reading health', () => {
  fc.assert(
    fc.property(scenes(), fc.nat(100_000), ({ policy, snapshot, request, now }, laterMs) => {
      deepFreeze(snapshot)
      const before = structuredClone(snapshot)
      const first = select(policy, snapshot, request, now)
      explain(policy, snapshot, request, now + laterMs)
      select(policy, snapshot, { ...request, id: 'another' }, now + laterMs)
      healthOf(snapshot)
      expect(isDeepStrictEqual(snapshot, before)).toBe(true)
      expect(isDeepStrictEqual(select(policy, snapshot, request, now), first)).toBe(true)
    }),
    runs,
  )
})
