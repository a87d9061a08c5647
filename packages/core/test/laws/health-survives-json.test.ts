import { emptySnapshot, fromJson, type HealthJson, healthOf, reduce, select, toJson } from '@router/core'
import { scenes } from '@router/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { runs } from './runs.js'

it('health that went through JSON is the same health and decides alike, and equal health is equal text', () => {
  fc.assert(
    fc.property(scenes(), fc.nat(100_000), ({ policy, snapshot, request, now }, laterMs) => {
      const text = JSON.stringify(toJson(healthOf(snapshot)))
      for (const json of [JSON.parse(text) as HealthJson, text]) {
        const read = fromJson(json)
        if ('issue' in read) throw new Error(`${read.issue.path}: ${read.issue.message}`)
        expect(read.health).toEqual(healthOf(snapshot))
        expect(JSON.stringify(toJson(read.health))).toBe(text)
        const heard = reduce(policy, emptySnapshot, { type: 'health-heard', health: read.health })
        expect(select(policy, { ...heard, traffic: snapshot.traffic }, request, now + laterMs)).toEqual(
          select(policy, snapshot, request, now + laterMs),
        )
      }
    }),
    runs,
  )
})
