import { select } from '@router/core'
import { policyInputs, scenes } from '@router/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { plainRequests } from './plain-requests.js'
import { eligibleTiers } from './reference.js'
import { runs } from './runs.js'

it('fill-first picks the first eligible in declared order, whatever was picked before', () => {
  const inputs = policyInputs({ strategies: ['fill-first'] }).map(({ aliases = {}, ...input }) => ({
    ...input,
    aliases: Object.fromEntries(
      Object.entries(aliases).map(([name, alias]) => [name, { ...alias, strategy: 'fill-first' }]),
    ),
  }))
  fc.assert(
    fc.property(scenes({ inputs, requests: plainRequests }), ({ policy, snapshot, request, now }) => {
      const decision = select(policy, snapshot, request, now)
      const [first] = eligibleTiers(policy, snapshot, request, now).flat()
      if (first !== undefined) expect(decision).toMatchObject({ type: 'use', target: { id: first.target.id } })
    }),
    runs,
  )
})
