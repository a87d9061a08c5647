import { healthOf, select, toJson } from '@router/core'
import { scenes } from '@router/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { valueAt } from '../../src/lib/persistent-map.js'
import { plainRequests } from './plain-requests.js'
import { runs } from './runs.js'

it('a target that cools or is being probed is used only where every cooldown behind that is a guess, unless the policy says try-soonest', () => {
  fc.assert(
    fc.property(scenes({ requests: plainRequests }), ({ policy, snapshot, request, now }) => {
      const decision = select(policy, snapshot, request, now)
      if (decision.type !== 'use' || !decision.cooling || policy.whenAllCooling === 'try-soonest') return
      expect(policy.whenAllCooling).toBe('sensible')
      const scopes: readonly string[] = Object.values(decision.target.scopes)
      const open = toJson(healthOf(snapshot)).entries.flatMap(([scope, { facts = [] }]) => {
        const isTried = (valueAt(snapshot.traffic.leases, scope)?.until ?? now) > now
        return scopes.includes(scope) ? facts.filter(({ until, probe }) => until > now || (probe && isTried)) : []
      })
      expect(open.length).toBeGreaterThan(0)
      expect(open.filter(({ firm }) => firm)).toEqual([])
    }),
    runs,
  )
})
