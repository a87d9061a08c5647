import {
  definePolicy,
  emptySnapshot,
  type Policy,
  type PolicyInput,
  reduce,
  type Snapshot,
  type Strategy,
} from '@router/core'
import * as fc from 'fast-check'
import { type FleetOptions, fleets } from '../../arbitraries/fleets.js'
import { type History, histories } from '../../arbitraries/histories.js'
import type { RequestChoice } from '../../arbitraries/route-requests.js'
import { said, seldom } from '../../arbitraries/seldom.js'
import { momentsOf } from '../../play/moments-of.js'
import type { PlayedStep } from '../../play/play-execution.js'
import { playHistory } from '../../play/play-history.js'
import type { PlayedMoment } from '../../transcripts/moments.js'
import { guarded } from './guarded.js'
import type { Question } from './question.js'

/** What strategy laws make up: a fleet, and what happens to it. */
export interface StrategyScene {
  readonly input: PolicyInput
  readonly history: History
}

/** A scene that was played, and everything that the strategy was asked. */
export interface StrategyLife extends StrategyScene {
  readonly strategy: Strategy
  readonly policy: Policy
  readonly questions: readonly Question[]
  readonly moments: readonly PlayedMoment[]
  /** In which moment a question was asked, and what was known then. */
  readonly asked: (question: Question) => { readonly moment: number; readonly snapshot: Snapshot }
}

/** Fleets of two to five, and up to 24 moves of requests, failures, cooldowns and an operator. */
export function strategyScenes(options: Pick<FleetOptions, 'labels'> = {}): fc.Arbitrary<StrategyScene> {
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

/** Plays a scene with a strategy. Whatever the strategy does, the router goes on as if it had answered properly. */
export function playScene(strategy: Strategy, { input, history }: StrategyScene): StrategyLife {
  const questions: Question[] = []
  const steps: PlayedStep[] = []
  const policy = definePolicy(input, {
    strategies: { mine: guarded(strategy, (question) => questions.push(question)) },
  })
  const played = playHistory(policy, history, 0, emptySnapshot, (step) => {
    while (steps.length < questions.length) steps.push(step)
  })
  const moments = momentsOf(played)
  const asked = (question: Question): ReturnType<StrategyLife['asked']> => {
    const { step, before } = steps[questions.indexOf(question)] ?? {}
    const learnt = (step?.events ?? []).filter(({ type }) => type !== 'attempt-started')
    return {
      moment: moments.findIndex((moment) => step !== undefined && moment.step === step),
      snapshot: learnt.reduce((known, event) => reduce(policy, known, event), before ?? emptySnapshot),
    }
  }
  return { strategy, input, history, policy, questions, moments, asked }
}

/** The same scene with models and sessions of its own, so that what was kept in mind of another one is of no use in it. */
export function apart({ input, history }: StrategyScene, scene: number): StrategyScene {
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
