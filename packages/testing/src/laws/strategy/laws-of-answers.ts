import type { Candidate, Strategy } from '@router/core'
import { expectThat } from '../law.js'
import { idOf } from '../life/facts-of.js'
import { impuritiesOf } from '../life/impurities.js'
import { tell, whyAbsent } from '../life/tell.js'
import { type Answer, answerText, ask, type Question } from './question.js'
import type { StrategyLife } from './strategy-life.js'

/** A law about single answers: throws where the life shows that it is broken. */
export type AnswerLaw = (life: StrategyLife) => void

const kept = ({ answer }: Question): readonly Candidate[] => (answer.type === 'kept' ? answer.kept : [])

/** It answers with a list, whoever is there: also where only one is. */
export const answersAnyList: AnswerLaw = (life) => {
  for (const question of life.questions) {
    const { preference, candidates, context, answer } = question
    expectThat(answer.type === 'kept', () => tell(life, question, `and ${answerText(answer)}`))
    for (const candidate of candidates) {
      const given = ask(preference, [candidate], context)
      expectThat(given.type === 'kept', () =>
        tell(life, question, `and, where ${idOf(candidate)} is the only one, ${answerText(given)}`),
      )
    }
  }
}

/** Whoever it keeps was given to it, and is kept once. */
export const keepsOnlyTheGiven: AnswerLaw = (life) => {
  for (const question of life.questions) {
    const given = question.candidates.map(idOf)
    const ids = kept(question).map(idOf)
    const stranger = kept(question).find((candidate) => !given.includes(idOf(candidate)))
    expectThat(stranger === undefined, () =>
      tell(life, question, `and keeps ${idOf(stranger)}, which it was not given`, whyAbsent(life, question, stranger)),
    )
    const twice = ids.find((id, index) => ids.indexOf(id) !== index)
    expectThat(twice === undefined, () => tell(life, question, `and keeps ${twice} twice`))
  }
}

/** Whoever it keeps is the very object that it was given: another one holds what was known some time ago. */
export const makesNoCopies: AnswerLaw = (life) => {
  for (const question of life.questions) {
    const copy = kept(question).find((candidate) => !question.candidates.includes(candidate))
    expectThat(copy === undefined, () =>
      tell(
        life,
        question,
        `and keeps another object than it was given for ${idOf(copy)}`,
        'make no copies, and keep no candidate from one question to the next',
      ),
    )
  }
}

/** It may only narrow: those it keeps stay in the order in which they were given. */
export const keepsTheOrder: AnswerLaw = (life) => {
  for (const question of life.questions) {
    const places = kept(question).map((candidate) =>
      question.candidates.findIndex(({ target }) => target.id === idOf(candidate)),
    )
    const ordered = places.every((place, index) => index === 0 || place >= (places[index - 1] ?? 0))
    expectThat(ordered, () =>
      tell(
        life,
        question,
        `and ${answerText(question.answer)}`,
        'which is another order: keep the best alone, and order nobody',
      ),
    )
  }
}

/** It writes to nothing it is handed. */
export const changesNothing: AnswerLaw = (life) => {
  for (const question of life.questions)
    expectThat(question.change === undefined, () => tell(life, question, `and has ${question.change}`))
}

/** Time is `context.now`, chance is a hash of names. */
export const readsNoClock: AnswerLaw = (life) => {
  for (const question of life.questions) {
    const { preference, candidates, context } = question
    const impurities = impuritiesOf(() => ask(preference, candidates, context))
    expectThat(impurities.length === 0, () =>
      tell(
        life,
        question,
        `and calls ${impurities.join(' and ')}`,
        'what time it is, is context.now; for chance, hash the id of the request or its session',
      ),
    )
  }
}

/** Who is not kept may as well be away: the same are kept without it. So no answer counts places in a list. */
export const missesNobody: AnswerLaw = (life) => {
  for (const question of life.questions) {
    const { preference, candidates, context, answer } = question
    const chosen = kept(question)
    if (chosen.length === 0 || chosen.some((candidate) => !candidates.includes(candidate))) continue
    // One that answers the same question in two ways breaks another law.
    if (!sameAnswer(ask(preference, candidates, context), answer)) continue
    const left = candidates.filter((candidate) => !chosen.includes(candidate))
    const without = left.map((away) => candidates.filter((candidate) => candidate !== away))
    for (const fewer of [...without, chosen]) {
      const again = ask(preference, fewer, context)
      const away = candidates.filter((candidate) => !fewer.includes(candidate)).map(idOf)
      expectThat(again.type !== 'kept' || sameAnswer(again, answer), () =>
        tell(
          life,
          question,
          `and ${answerText(answer)}`,
          `without ${away.join(' and ')}, whom it does not keep, it ${answerText(again)}`,
          'a target is who it is, never a place in a list of those who are left',
        ),
      )
    }
  }
}

/** Do two answers keep the same? */
function sameAnswer(one: Answer, other: Answer): boolean {
  return answerText(one) === answerText(other)
}

/** Asked the same again it answers the same, whatever it was asked meanwhile; and so does a fresh one, where it can be made. */
export function remembersNothing(make: (() => Strategy) | undefined): AnswerLaw {
  return (life) => {
    const [last] = life.questions.slice(-1)
    if (last !== undefined) answersOftenAlike(life, last)
    const later: Question[] = []
    for (const question of life.questions.toReversed()) {
      const { preference, candidates, context, answer } = question
      const again = ask(preference, candidates, context)
      expectSame(life, question, again, (text) => [...after(later), `asked the same again, it ${text}`])
      later.unshift(question)
      const fresh = make?.()[life.strategy.indexOf(preference)]
      const first = fresh === undefined ? answer : ask(fresh, candidates, context)
      expectSame(life, question, first, (text) => [`a fresh one that is asked the same ${text}`])
    }
  }
}

/** Whoever counts has a turn at last. */
function answersOftenAlike(life: StrategyLife, question: Question): void {
  const { preference, candidates, context } = question
  for (let time = 1; time <= often; time++) {
    const again = ask(preference, candidates, context)
    const times = time === 1 ? ', at once' : ` and again, ${time} times`
    expectSame(life, question, again, (text) => [`asked the same again${times}, it ${text}`])
  }
}

/** Where it answers otherwise than it did, says how that came about. */
function expectSame(
  life: StrategyLife,
  question: Question,
  other: Answer,
  told: (text: string) => readonly string[],
): void {
  expectThat(sameAnswer(other, question.answer), () =>
    tell(life, question, `and ${answerText(question.answer)}`, ...told(answerText(other)), remedy),
  )
}

const often = 150

/** What it was asked meanwhile. */
function after(later: readonly Question[]): readonly string[] {
  return later.map(({ candidates, context: { request, tried } }) => {
    const failed = tried.size === 0 ? '' : `, which has tried ${[...tried].join(', ')}`
    return `then it is asked about ${candidates.map(idOf).join(', ')} for #${request.id}${failed}`
  })
}

const remedy =
  'what it keeps in mind is in no snapshot: read the candidates (turn, inFlight, labels) and the request instead'
