import { type StrategyInput, select } from '@router/core'
import { type Scene, scenes } from '@router/testing'
import fc from 'fast-check'
import { foldName } from '../../src/policy/resolve.js'
import type { Member } from '../../src/strategy/member.js'
import { inputsWith } from './inputs-with.js'
import { plainRequests } from './plain-requests.js'
import { eligibleTiers } from './reference.js'
import { runs } from './runs.js'

/** What a plain reference says of a member: the lower the better. */
type PlainScore = (member: Member, scene: Scene, name: string) => number

/** For several names: what happened under another one shall not count where a strategy looks at its own. */
const requests = fc.record({ plain: plainRequests, name: fc.nat(3) }).map(({ plain, name }) => ({ ...plain, name }))

/**
 * Puts a strategy of one score to the test: in every scene the one who is used is the first in declared order of those
 * eligible members of the serving tier that the plain reference likes best; where it likes nobody, of all.
 */
export function expectLowest(strategy: StrategyInput, score: PlainScore): void {
  fc.assert(
    fc.property(scenes({ inputs: inputsWith(strategy), requests }), (scene) => {
      const { policy, snapshot, request, now } = scene
      if (!policy.aliases.has(foldName(request.model))) return
      const eligible = eligibleTiers(policy, snapshot, request, now).find((members) => members.length > 0) ?? []
      if (eligible.length === 0) return
      const decision = select(policy, snapshot, request, now)
      if (decision.type !== 'use') throw new Error(`somebody is eligible, and the decision is ${decision.type}`)
      const scores = eligible.map((member) => score(member, scene, decision.name))
      const best = Math.min(...scores.filter((its) => !Number.isNaN(its)))
      const [liked = eligible[0]] = eligible.filter((_, index) => scores[index] === best)
      if (decision.target.id !== liked?.target.id)
        throw new Error(`${decision.target.id} was used rather than ${liked?.target.id}`)
    }),
    runs,
  )
}
