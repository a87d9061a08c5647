import { definePolicy, healthOf, reduce, select, toJson } from '@router/core'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { reloads } from './reloads.js'
import { runs } from './runs.js'

it('after a policy change every scope that both policies name has kept its health, and no other is left', () => {
  fc.assert(
    fc.property(reloads(), ({ after, known, reloaded }) => {
      const survivors = toJson(healthOf(known)).entries.filter(([key]) => after.scopes.has(key))
      expect(toJson(healthOf(reloaded)).entries).toEqual(survivors)
    }),
    runs,
  )
})

it('announcing a policy again changes nothing', () => {
  fc.assert(
    fc.property(reloads(), fc.nat(100_000), ({ after, reloaded, now }, laterMs) => {
      expect(reduce(after, reloaded, { type: 'policy-changed', at: now + laterMs })).toEqual(reloaded)
    }),
    runs,
  )
})

it('announcing the same policy, or one that says the same, changes no decision', () => {
  fc.assert(
    fc.property(
      reloads((input) => input),
      fc.nat(100_000),
      ({ scene: { request, input }, before, after, known, reloaded, now }, laterMs) => {
        expect(healthOf(reloaded)).toEqual(healthOf(known))
        expect(select(after, reloaded, request, now + laterMs)).toEqual(select(before, known, request, now + laterMs))
        const renamed = Object.fromEntries(
          Object.values(input.aliases ?? {}).map(({ targets }, index) => [`new ${index}`, { targets }]),
        )
        const other = definePolicy({ ...input, aliases: renamed })
        const kept = healthOf(reduce(other, known, { type: 'policy-changed', at: now }))
        expect(toJson(kept).entries).toEqual(toJson(healthOf(known)).entries.filter(([key]) => other.scopes.has(key)))
      },
    ),
    runs,
  )
})
