import { definePolicy, select } from '@router/core'
import { scenes } from '@router/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { runs } from './runs.js'

it('a policy that has decided about other snapshots decides as one that has never decided', () => {
  fc.assert(
    fc.property(scenes(), fc.nat(20), ({ input, policy, played, snapshot, request, now }, at) => {
      const earlier = played.steps[at % Math.max(1, played.steps.length)]?.before ?? snapshot
      select(policy, snapshot, request, now)
      for (const known of [earlier, snapshot])
        expect(select(policy, known, request, now)).toEqual(select(definePolicy(input), known, request, now))
    }),
    runs,
  )
})
