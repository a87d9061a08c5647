import { emptySnapshot, type HealthJson, healthOf, reduce, select } from '@router/core'
import { scenes } from '@router/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { runs } from './runs.js'

it('health that went through JSON is the same health and decides alike', () => {
  fc.assert(
    fc.property(scenes(), fc.nat(100_000), ({ policy, snapshot, request, now }, laterMs) => {
      const health = JSON.parse(JSON.stringify(healthOf(snapshot))) as HealthJson
      const heard = reduce(policy, emptySnapshot, { type: 'health-heard', health })
      expect(healthOf(heard)).toEqual(healthOf(snapshot))
      const restarted = { ...heard, traffic: snapshot.traffic }
      expect(select(policy, restarted, request, now + laterMs)).toEqual(
        select(policy, snapshot, request, now + laterMs),
      )
    }),
    runs,
  )
})
