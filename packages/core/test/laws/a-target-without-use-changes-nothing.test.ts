import { definePolicy, type PolicyInput, reduce, type Snapshot, select } from '@router/core'
import { scenes } from '@router/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { runs } from './runs.js'

/** The policy with one more target in every alias, at some place in its list. */
function withStranger(input: PolicyInput, place: number, weight: number): PolicyInput {
  const stranger = { provider: 'stranger', model: 'm', weight }
  return {
    ...input,
    providers: { ...input.providers, stranger: { models: { m: { operations: weight === 2 ? ['never'] : ['chat'] } } } },
    aliases: Object.fromEntries(
      Object.entries(input.aliases ?? {}).map(([name, alias]) => [
        name,
        { ...alias, targets: alias.targets.toSpliced(place % (alias.targets.length + 1), 0, stranger) },
      ]),
    ),
  }
}

const kinds = ['drained', 'unfit', 'suspended', 'cooling'] as const

it('a target that is drained, unfit, suspended or cooling changes no decision among the others, wherever it stands', () => {
  fc.assert(
    fc.property(
      scenes(),
      fc.nat(5),
      fc.constantFrom(...kinds),
      ({ input, policy, snapshot, request, now }, place, kind) => {
        const larger = definePolicy(
          withStranger(input, place, { drained: 0, unfit: 2, suspended: 1, cooling: 1 }[kind]),
        )
        const key = larger.targets.get('stranger/default/m')?.scopes.provider
        if (key === undefined) throw new Error('the stranger is missing')
        let known: Snapshot = snapshot
        if (kind === 'suspended') known = reduce(larger, known, { type: 'scope-suspended', at: now, key })
        if (kind === 'cooling')
          known = reduce(larger, known, { type: 'cooldown-set', at: now, key, until: now + 1_000 })

        const before = select(policy, snapshot, request, now)
        const after = select(larger, known, request, now)
        // Where nothing may cool for any time, nothing does.
        const cools = policy.maxCooldownMs > 0 && before.type === 'use' && !before.cooling
        if (kind !== 'cooling' || cools) expect(after).toEqual(before)
      },
    ),
    runs,
  )
})
