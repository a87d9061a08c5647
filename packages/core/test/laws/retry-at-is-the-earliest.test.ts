import { select } from '@router/core'
import { policyInputs, policySettings, scenes } from '@router/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { plainRequests } from './plain-requests.js'
import { eligibleTiers } from './reference.js'
import { runs } from './runs.js'

it('a caller who is told when to return finds somebody then, and nobody before', () => {
  const inputs = policyInputs({ settings: policySettings().map((rest) => ({ ...rest, whenAllCooling: 'fail' })) })
  fc.assert(
    fc.property(scenes({ inputs, requests: plainRequests }), ({ policy, snapshot, request, now }) => {
      const decision = select(policy, snapshot, request, now)
      if (decision.type !== 'none' || decision.retryAt === undefined) return
      const { retryAt } = decision
      const eligibleAt = (at: number) => eligibleTiers(policy, snapshot, request, at).flat()
      expect(retryAt).toBeGreaterThan(now)
      expect(eligibleAt(retryAt - 1)).toEqual([])
      // Nobody knows when a full pool has room, so it is only looked at again.
      const isFull = [...policy.targets.values()].some(({ maxInFlight }) => maxInFlight !== undefined)
      if (!isFull) expect(eligibleAt(retryAt)).not.toEqual([])
    }),
    runs,
  )
})
