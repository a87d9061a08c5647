import type { PolicyInput } from '@router/core'
import * as fc from 'fast-check'
import { type FleetOptions, fleets } from '../../arbitraries/fleets.js'
import { type History, histories } from '../../arbitraries/histories.js'
import type { RequestChoice } from '../../arbitraries/route-requests.js'
import { said, seldom } from '../../arbitraries/seldom.js'

/** What laws make up for what they watch: a fleet, and what happens to it. */
export interface LawScene {
  readonly input: PolicyInput
  readonly history: History
}

/** Fleets of two to five, and up to 24 moves of requests, failures, cooldowns and an operator. */
export function lawScenes(options: Pick<FleetOptions, 'labels'> = {}): fc.Arbitrary<LawScene> {
  return fc.record({
    input: fleets({ ...options, minTargets: 2, maxTargets: 5, strategy: 'mine' }),
    history: histories({ requests, replies, moves: ['begin', 'answer', 'operate'] }),
  })
}

const requests: fc.Arbitrary<RequestChoice> = fc.record({
  name: fc.constant(0),
  spelled: fc.constant('exactly'),
  wrong: fc.constant(''),
  rest: fc
    .record({ stream: seldom(fc.constant(true)), session: fc.option(fc.constantFrom('s1', 's2'), { nil: undefined }) })
    .map(said),
})

const replies = fc.constantFrom(
  { type: 'response', status: 429, headers: { 'retry-after': '30' }, body: '' } as const,
  { type: 'response', status: 500, headers: {}, body: '' } as const,
  { type: 'response', status: 401, headers: {}, body: '' } as const,
  { type: 'timeout', phase: 'first-byte' } as const,
)

/** The same scene with models and sessions of its own, so that what was kept in mind of another one is of no use in it. */
export function apart({ input, history }: LawScene, scene: number): LawScene {
  return {
    input: modelsApart(input, scene),
    history: history.map((move) => {
      if (move.type !== 'begin' || move.request.rest.session === undefined) return move
      const rest = { ...move.request.rest, session: `${move.request.rest.session}-${scene}` }
      return { ...move, request: { ...move.request, rest } }
    }),
  }
}

/** The same fleet with models of its own. */
export function modelsApart(input: PolicyInput, scene: number): PolicyInput {
  const { fast } = input.aliases ?? {}
  if (fast === undefined) return input
  const targets = fast.targets.map((target) =>
    typeof target === 'string' ? `${target}-${scene}` : { ...target, model: `${target.model}-${scene}` },
  )
  return { ...input, aliases: { fast: { ...fast, targets } } }
}
