import { definePolicy, select } from '@router/core'
import { scenes } from '@router/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { rewritten } from './inputs-with.js'
import { eligibleTiers } from './reference.js'
import { runs } from './runs.js'

it('no strategy makes a request fail, wait or leave its tier that would not under fill-first: affinity is a preference', () => {
  fc.assert(
    fc.property(scenes(), ({ input, policy, snapshot, request, now }) => {
      const decision = select(policy, snapshot, request, now)
      const plain = select(definePolicy(rewritten(input, 'fill-first')), snapshot, request, now)
      if (decision.type !== 'use' || plain.type !== 'use') {
        expect(decision).toEqual(plain)
        return
      }
      expect(decision.cooling).toBe(plain.cooling)
      const tier = eligibleTiers(policy, snapshot, request, now).find((members) =>
        members.some(({ target }) => target.id === plain.target.id),
      )
      if (!plain.cooling) expect(tier?.map(({ target }) => target.id)).toContain(decision.target.id)
    }),
    runs,
  )
})
