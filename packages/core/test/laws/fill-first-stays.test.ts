import { select } from '@router/core'
import { scenes } from '@router/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { inputsWith } from './inputs-with.js'
import { plainRequests } from './plain-requests.js'
import { eligibleTiers } from './reference.js'
import { runs } from './runs.js'

it('fill-first picks the first eligible in declared order, whatever was picked before', () => {
  fc.assert(
    fc.property(
      scenes({ inputs: inputsWith('fill-first'), requests: plainRequests }),
      ({ policy, snapshot, request, now }) => {
        const decision = select(policy, snapshot, request, now)
        const [first] = eligibleTiers(policy, snapshot, request, now).flat()
        if (first !== undefined) expect(decision).toMatchObject({ type: 'use', target: { id: first.target.id } })
      },
    ),
    runs,
  )
})
