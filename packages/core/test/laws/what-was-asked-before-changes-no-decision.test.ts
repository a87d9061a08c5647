import { definePolicy, select } from '@router/core'
import { scenes } from '@router/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { runs } from './runs.js'

it('a policy that has decided about other snapshots decides as one that has never decided', () => {
  fc.assert(
    fc.property(scenes(), ({ input, policy, played, snapshot, request, now }) => {
      const snapshots = [snapshot, ...played.steps.map(({ before }) => before)]
      const decisions = snapshots.map((known) => select(policy, known, request, now))
      expect(snapshots.toReversed().map((known) => select(policy, known, request, now))).toEqual(decisions.toReversed())
      for (const [index, known] of snapshots.entries())
        expect(select(definePolicy(input), known, request, now)).toEqual(decisions[index])
    }),
    runs,
  )
})
