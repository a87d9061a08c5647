import type { Candidate, Context, Exclusion, Json, Requirement } from '@router/core'
import * as fc from 'fast-check'
import { Broken, expectThat, type Law, type LawOptions, lawOf } from './law.js'
import { factsOf } from './life/facts-of.js'
import { impuritiesOf } from './life/impurities.js'
import { type Asked, type LawLife, watchLife } from './life/law-life.js'
import { apart, type LawScene, lawScenes } from './life/law-scene.js'
import { tell } from './life/tell.js'
import { thrownText } from './life/thrown.js'
import { exclusionFault } from './requirement/exclusion-fault.js'

/** What {@link requirementLaws} may be told. */
export interface RequirementLawOptions extends LawOptions {
  /** What the requirement reads in the labels of a target; without it all labels are empty. */
  readonly labels?: fc.Arbitrary<Readonly<Record<string, Json>>>
}

/** One time that the requirement was asked, and what became of it. */
interface Question extends Asked {
  readonly answer: Answer
  readonly changed?: string
}

type Answer =
  | { readonly type: 'answered'; readonly exclusion: unknown }
  | { readonly type: 'threw'; readonly error: unknown }

/**
 * What every requirement promises, for any test runner: it answers any candidate, with an exclusion that says why and
 * until when in the future; it depends on nothing but its arguments; and it lets somebody through. A broken promise is
 * told as the smallest life that shows it.
 *
 * @example
 * ```ts
 * import type { Requirement } from '@router/core'
 * import { requirementLaws } from '@router/testing'
 * const hour = 3_600_000
 * const atNight: Requirement = (_, { now }) =>
 *   now % (24 * hour) < 6 * hour ? undefined : { type: 'custom', why: 'by day', until: Math.ceil(now / (24 * hour)) * 24 * hour }
 * for (const { check } of requirementLaws(atNight)) await check()
 * console.log(requirementLaws(atNight)[1]?.name) // → 'atNight' refuses with a reason, and until a moment that is to come
 * ```
 */
export function requirementLaws(
  requirement: Requirement,
  { labels, ...options }: RequirementLawOptions = {},
): readonly Law[] {
  const name = requirement.name === '' ? 'the requirement' : `'${requirement.name}'`
  const scenes = lawScenes(labels === undefined ? {} : { labels })
  let lives = 0
  const law = (sentence: string, holds: (requirement: Requirement, life: LawLife<Question>) => void): Law =>
    lawOf(`${name} ${sentence}`, scenes, (scene) => holds(requirement, play(requirement, scene)), options)
  return [
    lawOf(
      `${name} answers the same question alike, whatever it was asked before`,
      scenes,
      (scene) => remembersNothing(requirement, play(requirement, apart(scene, lives++))),
      options,
    ),
    law('refuses with a reason, and until a moment that is to come', refusesProperly),
    law('changes nothing that it is handed', changesNothing),
    law('reads no clock and draws no lots', readsNoClock),
    {
      name: `${name} lets somebody through at some time`,
      check: async () => {
        const { runs: numRuns = 200, seed = 1 } = options
        letsThrough(
          name,
          fc.sample(scenes, { numRuns, seed }).map((scene) => play(requirement, scene)),
        )
      },
    },
  ]
}

function ask(requirement: Requirement, candidate: Candidate, context: Context): Answer {
  try {
    return { type: 'answered', exclusion: requirement(candidate, context) }
  } catch (error) {
    return { type: 'threw', error }
  }
}

/** What it refuses counts as little as what it lets through: every life is played as if it were not there. */
function play(requirement: Requirement, scene: LawScene): LawLife<Question> {
  return watchLife<Question>(scene, (hear) => ({
    strategies: { mine: [] },
    requirements: {
      mine: (candidate, context) => {
        const before = factsOf(candidate)
        const answer = ask(requirement, candidate, context)
        const after = factsOf(candidate)
        const changed = before === after ? {} : { changed: `from ${before} to ${after}` }
        const what = 'whether it refuses'
        hear({
          name: requirement.name || 'the requirement',
          what,
          candidates: [candidate],
          context,
          answer,
          ...changed,
        })
        return undefined
      },
    },
  }))
}

function answerText(answer: Answer): string {
  if (answer.type === 'threw') return `throws ${thrownText(answer.error)}`
  return answer.exclusion === undefined ? 'does not refuse' : `says ${JSON.stringify(answer.exclusion)}`
}

function refusesProperly(requirement: Requirement, life: LawLife<Question>): void {
  for (const question of life.questions) {
    const { answer, context, candidates } = question
    const fault = faultOf(answer, context.now)
    expectThat(fault === undefined, () => tell(life, question, `and ${answerText(answer)}`, fault ?? ''))
    // Whoever is refused until a moment is asked again then: it must have come to an end, or name a later one.
    const until = untilOf(answer)
    const [candidate] = candidates
    if (until === undefined || candidate === undefined) continue
    const again = ask(requirement, asOf(candidate, until), { ...context, now: until })
    const later = faultOf(again, until)
    expectThat(later === undefined, () =>
      tell(
        life,
        question,
        `and ${answerText(answer)}`,
        `asked again at ${until}ms it ${answerText(again)}`,
        later ?? '',
      ),
    )
  }
}

/** A candidate as it is by then, if nothing else happens: what ends until then has ended. */
function asOf(candidate: Candidate, now: number): Candidate {
  return new Proxy(candidate, {
    get(given, key) {
      const value: unknown = Reflect.get(given, key)
      const ends = key === 'cooling' || key === 'probing' ? (value as Candidate['cooling']) : undefined
      return ends !== undefined && ends.until <= now ? undefined : value
    },
  })
}

const faultOf = (answer: Answer, now: number): string | undefined =>
  answer.type === 'threw'
    ? 'a requirement that throws refuses, and nobody is told why'
    : exclusionFault(answer.exclusion, now)

const untilOf = (answer: Answer): number | undefined =>
  answer.type === 'threw' ? undefined : (answer.exclusion as Extract<Exclusion, { type: 'custom' }> | undefined)?.until

function changesNothing(_: Requirement, life: LawLife<Question>): void {
  for (const question of life.questions)
    expectThat(question.changed === undefined, () => tell(life, question, `and changes it ${question.changed}`))
}

function readsNoClock(requirement: Requirement, life: LawLife<Question>): void {
  for (const question of life.questions) {
    const { candidates, context } = question
    const impurities = impuritiesOf(() => candidates.map((candidate) => ask(requirement, candidate, context)))
    expectThat(impurities.length === 0, () =>
      tell(life, question, `and calls ${impurities.join(' and ')}`, 'what time it is, is context.now'),
    )
  }
}

function remembersNothing(requirement: Requirement, life: LawLife<Question>): void {
  for (const question of life.questions.toReversed()) {
    const { candidates, context, answer } = question
    const [candidate] = candidates
    const again = candidate === undefined ? answer : ask(requirement, candidate, context)
    expectThat(answerText(again) === answerText(answer), () =>
      tell(life, question, `and ${answerText(answer)}`, `asked the same again, it ${answerText(again)}`),
    )
  }
}

function letsThrough(name: string, lives: readonly LawLife<Question>[]): void {
  const asked = lives.flatMap((life) => life.questions.map((question) => ({ life, question })))
  const [first] = asked
  const passes = asked.some(({ question: { answer } }) => answer.type === 'answered' && answer.exclusion === undefined)
  if (first === undefined || passes) return
  const wrong = `and ${answerText(first.question.answer)}, and so it refuses in all ${asked.length} questions of ${lives.length} lives`
  throw new Broken(
    `broken: ${name} lets somebody through at some time\n\n${tell(first.life, first.question, wrong, 'if it reads labels, say which: requirementLaws(mine, { labels })')}`,
  )
}
