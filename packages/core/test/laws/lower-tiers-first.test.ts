import { select } from '@router/core'
import { scenes } from '@router/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { eligibleTiers } from './reference.js'
import { runs } from './runs.js'

it('a tier is used only when every lower one has nobody eligible', () => {
  fc.assert(
    fc.property(scenes(), ({ policy, snapshot, request, now }) => {
      const decision = select(policy, snapshot, request, now)
      const tiers = eligibleTiers(policy, snapshot, request, now).map((members) =>
        members.map(({ target }) => target.id),
      )
      const first = tiers.find((ids) => ids.length > 0)
      if (decision.type === 'use' && !decision.cooling) expect(first).toContain(decision.target.id)
      else expect(first).toBeUndefined()
    }),
    runs,
  )
})
