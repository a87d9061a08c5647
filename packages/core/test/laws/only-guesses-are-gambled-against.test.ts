import { healthOf, select } from '@router/core'
import { scenes } from '@router/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { plainRequests } from './plain-requests.js'
import { runs } from './runs.js'

it('a cooling target is used only where every cooldown that is open on it is a guess, unless the policy says try-soonest', () => {
  fc.assert(
    fc.property(scenes({ requests: plainRequests }), ({ policy, snapshot, request, now }) => {
      const decision = select(policy, snapshot, request, now)
      if (decision.type !== 'use' || !decision.cooling || policy.whenAllCooling === 'try-soonest') return
      expect(policy.whenAllCooling).toBe('sensible')
      const scopes: readonly string[] = Object.values(decision.target.scopes)
      const open = healthOf(snapshot).entries.flatMap(([scope, { facts = [] }]) =>
        scopes.includes(scope) ? facts.filter(({ until }) => until > now) : [],
      )
      expect(open.length).toBeGreaterThan(0)
      expect(open.filter(({ firm }) => firm)).toEqual([])
    }),
    runs,
  )
})
