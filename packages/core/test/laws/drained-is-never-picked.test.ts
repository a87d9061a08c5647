import { scenes } from '@router/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { resolve } from '../../src/policy/resolve.js'
import { runs } from './runs.js'

it('a target of weight 0 is never asked, not even for want of anybody else, unless the request pins it', () => {
  fc.assert(
    fc.property(scenes(), ({ policy, played }) => {
      for (const { step, request } of played.steps) {
        if (step.command.type !== 'attempt') continue
        const { target } = step.command
        const members = resolve(policy, step.execution.name)?.tiers.flatMap((tier) => tier.members) ?? []
        const weight = members.find((member) => member.target.id === target.id)?.weight
        if (request.pin?.target !== target.id) expect(weight).toBeGreaterThan(0)
      }
    }),
    runs,
  )
})
