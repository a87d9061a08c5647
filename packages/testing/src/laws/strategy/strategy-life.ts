import type { Strategy } from '@router/core'
import { type LawLife, watchLife } from '../life/law-life.js'
import type { LawScene } from '../life/law-scene.js'
import { guarded } from './guarded.js'
import type { Question } from './question.js'

/** A scene that was played with a strategy, and everything that the strategy was asked. */
export interface StrategyLife extends LawLife<Question> {
  readonly strategy: Strategy
}

/** Plays a scene with a strategy. Whatever the strategy does, the router goes on as if it had answered properly. */
export function playScene(strategy: Strategy, scene: LawScene): StrategyLife {
  const life = watchLife<Question>(scene, (hear) => ({ strategies: { mine: guarded(strategy, hear) } }))
  return { ...life, strategy }
}
