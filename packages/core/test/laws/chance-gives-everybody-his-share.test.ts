import { emptySnapshot, select } from '@router/core'
import fc from 'fast-check'
import { it } from 'vitest'
import { weightedTargets } from './picks.js'
import { runs } from './runs.js'

const draws = 400

it('over many requests random, and over many sessions sticky, gives everybody exactly the share that his weight says', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 6 }),
      fc.constantFrom('random', 'sticky'),
      fc.string(),
      (weights, strategy, salt) => {
        const policy = weightedTargets(weights, strategy)
        const ids = [...policy.targets.keys()]
        const times = weights.map(() => 0)
        for (let index = 0; index < draws; index++) {
          const name = `${salt}${index}`
          const request = strategy === 'random' ? { id: name } : { id: 'r', session: name }
          const decision = select(policy, emptySnapshot, { ...request, model: 'all' }, 0)
          const place = decision.type === 'use' ? ids.indexOf(decision.target.id) : -1
          times[place] = (times[place] ?? 0) + 1
        }
        const all = weights.reduce((sum, weight) => sum + weight, 0)
        for (const [place, weight] of weights.entries()) {
          const share = weight / all
          // Six standard deviations: one run in half a billion would be further off by chance.
          const most = 6 * Math.sqrt(draws * share * (1 - share)) + 1
          const off = Math.abs((times[place] ?? 0) - draws * share)
          if (off > most) throw new Error(`${place} was drawn ${times[place]} times of ${draws * share}`)
        }
      },
    ),
    runs,
  )
})

it('shares stay exact when they are counted often: a hundred thousand requests among 1, 2 and 5', () => {
  const policy = weightedTargets([1, 2, 5], 'random')
  const ids = [...policy.targets.keys()]
  const times = [0, 0, 0]
  for (let index = 0; index < 100_000; index++) {
    const decision = select(policy, emptySnapshot, { id: `request-${index}`, model: 'all' }, 0)
    const place = decision.type === 'use' ? ids.indexOf(decision.target.id) : -1
    times[place] = (times[place] ?? 0) + 1
  }
  for (const [place, share] of [1 / 8, 2 / 8, 5 / 8].entries()) {
    const off = Math.abs((times[place] ?? 0) - 100_000 * share)
    if (off > 4 * Math.sqrt(100_000 * share * (1 - share))) throw new Error(`${place}: ${times[place]}`)
  }
})
