import { reduce } from '@router/core'
import { routerEvents } from '@router/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { entriesOf } from '../../src/lib/persistent-map.js'
import { keysOf, reloads } from './reloads.js'
import { runs } from './runs.js'

it('what requests of an earlier policy report of a scope that is no longer named brings nothing back', () => {
  fc.assert(
    fc.property(reloads(), ({ after, steps, last }) => {
      for (const { step } of steps) expect(keysOf(step.snapshot).filter((key) => !after.scopes.has(key))).toEqual([])
      const leases = entriesOf(last.traffic.leases).map(([key]) => key)
      expect(leases.filter((key) => !after.scopes.has(key))).toEqual([])
    }),
    runs,
  )
})

it('an event about a scope that the policy does not name teaches nothing', () => {
  const cases = reloads().chain((reload) =>
    fc.record({ reload: fc.constant(reload), event: routerEvents(reload.before) }),
  )
  fc.assert(
    fc.property(cases, ({ reload: { before, after, reloaded }, event }) => {
      const keys: readonly string[] =
        'target' in event
          ? Object.values(before.targets.get(event.target)?.scopes ?? {})
          : 'key' in event
            ? [event.key]
            : []
      if (keys.some((key) => after.scopes.has(key))) return
      expect(reduce(after, reloaded, event)).toBe(reloaded)
      expect(reduce(before, reloaded, event)).toBe(reloaded)
    }),
    runs,
  )
})
