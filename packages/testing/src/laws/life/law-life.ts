import {
  type Candidate,
  type Context,
  definePolicy,
  emptySnapshot,
  type Policy,
  type PolicyOptions,
  reduce,
  type Snapshot,
} from '@router/core'
import { momentsOf } from '../../play/moments-of.js'
import type { PlayedStep } from '../../play/play-execution.js'
import { playHistory } from '../../play/play-history.js'
import type { PlayedMoment } from '../../transcripts/moments.js'
import type { LawScene } from './law-scene.js'

/** What somebody was asked in the course of a life. */
export interface Asked {
  readonly name: string
  /** Such as `to narrow`. */
  readonly what: string
  readonly candidates: readonly Candidate[]
  readonly context: Context
}

/** A scene that was played, and everything that the one who is watched was asked. */
export interface LawLife<Q extends Asked> extends LawScene {
  readonly policy: Policy
  readonly questions: readonly Q[]
  readonly moments: readonly PlayedMoment[]
  /** In which moment a question was asked, and what was known then. */
  readonly asked: (question: Asked) => { readonly moment: number; readonly snapshot: Snapshot }
}

/** Plays a scene with somebody who is watched: `watched` puts him into the policy, and tells every question. */
export function watchLife<Q extends Asked>(
  { input, history }: LawScene,
  watched: (hear: (question: Q) => void) => PolicyOptions,
): LawLife<Q> {
  const questions: Q[] = []
  const steps: PlayedStep[] = []
  const policy = definePolicy(
    input,
    watched((question) => questions.push(question)),
  )
  const played = playHistory(policy, history, 0, emptySnapshot, (step) => {
    while (steps.length < questions.length) steps.push(step)
  })
  const moments = momentsOf(played)
  const asked: LawLife<Q>['asked'] = (question) => {
    const { step, before } = steps[questions.indexOf(question as Q)] ?? {}
    const learnt = (step?.events ?? []).filter(({ type }) => type !== 'attempt-started')
    return {
      moment: moments.findIndex((moment) => step !== undefined && moment.step === step),
      snapshot: learnt.reduce((known, event) => reduce(policy, known, event), before ?? emptySnapshot),
    }
  }
  return { input, history, policy, questions, moments, asked }
}
