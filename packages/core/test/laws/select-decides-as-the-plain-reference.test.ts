import { select } from '@router/core'
import { policyInputs, scenes } from '@router/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { eligibleTiers } from './reference.js'
import { runs } from './runs.js'

it('the one who is used is the longest unpicked of the eligible in the first tier that has any, as a plain reference says', () => {
  fc.assert(
    fc.property(scenes({ inputs: policyInputs({ strategies: ['round-robin'] }) }), (scene) => {
      const { policy, snapshot, request, now, played } = scene
      const tier = eligibleTiers(policy, snapshot, request, now).find((members) => members.length > 0)
      const decision = select(policy, snapshot, request, now)
      if (tier === undefined) {
        expect(decision.type === 'use' && decision.cooling !== true).toBe(false)
        return
      }
      if (decision.type !== 'use') throw new Error(`somebody is eligible, and the decision is ${decision.type}`)
      const lastPick = (id: string): number =>
        played.events.findLastIndex(
          (event) => event.type === 'attempt-started' && event.target === id && event.name === decision.name,
        )
      const longest = Math.min(...tier.map(({ target }) => lastPick(target.id)))
      expect(decision.target.id).toBe(tier.find(({ target }) => lastPick(target.id) === longest)?.target.id)
    }),
    runs,
  )
})
