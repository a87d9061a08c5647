import { definePolicy, reduce } from '@router/core'
import { adversaries, adversaryOf, playExecution, scenes } from '@router/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { runs } from './runs.js'

it('the targets an execution asks, one after the other, are the same without a target that is suspended all along', () => {
  fc.assert(
    fc.property(scenes({ maxLength: 8 }), adversaries(), fc.nat(5), (scene, answers, place) => {
      const { snapshot, request, now } = scene
      const input = { ...scene.input, budget: { attempts: 4, ...scene.input.budget } }
      const dead = { provider: 'dead', model: 'm' }
      const aliases = Object.entries(input.aliases ?? {}).map(([name, alias]) => {
        const targets = alias.targets.toSpliced(place % (alias.targets.length + 1), 0, dead)
        return [name, { ...alias, targets }] as const
      })
      const larger = definePolicy({
        ...input,
        providers: { ...input.providers, dead: {} },
        aliases: Object.fromEntries(aliases),
      })
      const key = larger.targets.get('dead/default/m')?.scopes.credential
      if (key === undefined) throw new Error('the dead target is missing')
      const known = reduce(larger, snapshot, { type: 'scope-suspended', at: now, key })
      const asked = (played: ReturnType<typeof playExecution>): readonly string[] =>
        played.at(-1)?.step.execution.attempts.map(({ target }) => target) ?? []
      expect(asked(playExecution(larger, known, request, now, adversaryOf(answers)))).toEqual(
        asked(playExecution(definePolicy(input), snapshot, request, now, adversaryOf(answers))),
      )
    }),
    runs,
  )
})
