import type { Json, Preference, Strategy } from '@router/core'
import * as fc from 'fast-check'
import { Broken, type Law, type LawOptions, lawOf } from './law.js'
import { apart, type LawScene, lawScenes, modelsApart } from './life/law-scene.js'
import { tell } from './life/tell.js'
import { guarded } from './strategy/guarded.js'
import {
  type AnswerLaw,
  answersAnyList,
  changesNothing,
  keepsOnlyTheGiven,
  keepsTheOrder,
  makesNoCopies,
  missesNobody,
  readsNoClock,
  remembersNothing,
} from './strategy/laws-of-answers.js'
import { isAskedAgain, returns } from './strategy/returning.js'
import { playScene, type StrategyLife } from './strategy/strategy-life.js'

/** What {@link strategyLaws} may be told. */
export interface StrategyLawOptions extends LawOptions {
  /** What the strategy reads in the labels of a target; without it all labels are empty. */
  readonly labels?: fc.Arbitrary<Readonly<Record<string, Json>>>
  /** Laws that the strategy is not meant to keep. */
  readonly except?: readonly StrategyLawName[]
}

/** What each law of a strategy is called where it is left out. */
export type StrategyLawName =
  | 'answers'
  | 'narrows'
  | 'makes no copies'
  | 'keeps the order'
  | 'changes nothing'
  | 'reads no clock'
  | 'remembers nothing'
  | 'misses nobody'
  | 'comes back'
  | 'has an opinion'

/**
 * What every strategy promises, for any test runner. Each law makes up fleets and lives, watches every question that the
 * strategy is asked in them, and tells a broken promise as a transcript: the smallest life that leads to it, the
 * question, and what is wrong with the answer.
 *
 * Hand in the strategy, one preference, or a function that makes it: then a fresh one is compared with one that has
 * lived, which finds state that nothing else shows.
 *
 * @example
 * ```ts
 * import { lowest } from '@router/core'
 * import { strategyLaws } from '@router/testing'
 * const cheapest = lowest('cheapest', ({ labels }) => Number(labels['price'] ?? 0))
 * for (const { check } of strategyLaws(cheapest)) await check()
 * console.log(strategyLaws(cheapest)[3]?.name) // → 'cheapest' keeps only candidates it was given, each once
 * ```
 */
export function strategyLaws(
  strategy: Strategy | Preference | (() => Strategy | Preference),
  { except = [], labels, ...options }: StrategyLawOptions = {},
): readonly Law[] {
  const make = typeof strategy === 'function' ? () => listOf(strategy()) : undefined
  const given = typeof strategy === 'function' ? listOf(strategy()) : listOf(strategy)
  const fresh = make ?? (() => given)
  const name = `'${given.map((preference) => preference.name).join(', ') || 'declared order'}'`
  const fleet = labels === undefined ? {} : { labels }
  const scenes = lawScenes(fleet)
  // Most laws look at the same lives: each is played once. Whoever might remember is not asked about an old one.
  const lived = new Map<string, StrategyLife>()
  const lifeOf = (scene: LawScene): StrategyLife => {
    const key = JSON.stringify(scene)
    const life = lived.get(key) ?? playScene(fresh(), scene)
    lived.set(key, life)
    return life
  }
  const ofAnswers = (sentence: string, law: AnswerLaw): Law =>
    lawOf(`${name} ${sentence}`, scenes, (scene) => law(lifeOf(scene)), options)
  // What cannot be made anew may remember earlier lives: these laws give each life names of its own.
  let lives = 0
  const apartFrom = <T>(scene: T, rename: (scene: T, life: number) => T): T =>
    make === undefined ? rename(scene, lives++) : scene

  const laws: Readonly<Record<StrategyLawName, Law>> = {
    'remembers nothing': lawOf(
      `${name} answers the same question alike, whatever it was asked before`,
      scenes,
      (scene) => remembersNothing(make)(playScene(fresh(), apartFrom(scene, apart))),
      options,
    ),
    'comes back': lawOf(
      `${name} asks a target again that comes back`,
      returns(fleet),
      (scene) => isAskedAgain(guarded(fresh()), { ...scene, input: apartFrom(scene.input, modelsApart) }),
      options,
    ),
    answers: ofAnswers('answers any list of candidates', answersAnyList),
    narrows: ofAnswers('keeps only candidates it was given, each once', keepsOnlyTheGiven),
    'makes no copies': ofAnswers('keeps the very candidates, and no copies of them', makesNoCopies),
    'keeps the order': ofAnswers('keeps candidates in their order', keepsTheOrder),
    'changes nothing': ofAnswers('changes nothing that it is handed', changesNothing),
    'reads no clock': ofAnswers('reads no clock and draws no lots', readsNoClock),
    'misses nobody': ofAnswers('keeps the same where those it does not keep are away', missesNobody),
    'has an opinion': {
      name: `${name} keeps somebody at some time`,
      check: async () => keepsSomebody(fc.sample(scenes, samplesOf(options)).map(lifeOf)),
    },
  }
  return Object.entries(laws).flatMap(([key, law]) => (except.includes(key as StrategyLawName) ? [] : law))
}

function listOf(strategy: Strategy | Preference): Strategy {
  const list = [strategy].flat()
  if (list.every((preference) => typeof preference?.narrow === 'function')) return list
  throw new TypeError(
    'that is no strategy: hand in a preference, which has narrow, a list of them, or a function that makes one',
  )
}

const samplesOf = ({ runs: numRuns = 200, seed = 1 }: LawOptions): { numRuns: number; seed: number } => ({
  numRuns,
  seed,
})

/** One that never keeps anybody never had an opinion, and is as good as none. */
function keepsSomebody(lives: readonly StrategyLife[]): void {
  for (const index of lives[0]?.strategy.keys() ?? []) {
    const asked = lives.flatMap((life) =>
      life.questions
        .filter(({ preference }) => preference === life.strategy[index])
        .map((question) => ({ life, question })),
    )
    const [first] = asked
    const mute = asked.every(({ question: { answer } }) => answer.type === 'kept' && answer.kept.length === 0)
    if (first === undefined || !mute) continue
    const { life, question } = first
    const wrong = [
      `and keeps nobody, as in all ${asked.length} questions of ${lives.length} lives`,
      'one that keeps nobody has no opinion; if it reads labels, say which: strategyLaws(mine, { labels })',
    ]
    throw new Broken(
      `broken: '${question.preference.name}' keeps somebody at some time\n\n${tell(life, question, ...wrong)}`,
    )
  }
}
