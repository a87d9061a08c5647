import { begin, definePolicy, emptySnapshot } from '@router/core'
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

it('0 is no missing weight: whoever has it as a target, or as a credential, is asked by nobody', () => {
  const weights = fc.option(fc.integer({ min: 0, max: 2 }), { nil: undefined })
  const entries = fc.array(fc.record({ target: weights, credential: weights }), { maxLength: 5 })
  const said = (weight: number | undefined) => (weight === undefined ? {} : { weight })
  fc.assert(
    fc.property(entries, fc.constantFrom('fill-first', 'round-robin', 'weighted', 'random'), (some, strategy) => {
      // Somebody has a share, or the alias would be a mistake.
      const all = [...some, { target: 1, credential: 1 }].map((weights, index) => ({
        ...weights,
        provider: `p${index}`,
      }))
      const policy = definePolicy({
        providers: Object.fromEntries(
          all.map(({ provider, credential }) => [provider, { credentials: { k: said(credential) } }]),
        ),
        aliases: {
          any: { strategy, targets: all.map(({ provider, target }) => ({ provider, model: 'm', ...said(target) })) },
        },
      })
      const drained = all.flatMap(({ provider, ...weights }) => (Object.values(weights).includes(0) ? provider : []))
      let snapshot = emptySnapshot
      for (let number = 0; number < 2 * all.length; number++) {
        const step = begin(policy, snapshot, { id: `r${number}`, model: 'any' }, number)
        if (step.command.type === 'attempt') expect(drained).not.toContain(step.command.target.provider)
        snapshot = step.snapshot
      }
    }),
    runs,
  )
})
