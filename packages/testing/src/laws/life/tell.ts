import { explain, explanationText } from '@router/core'
import { lineOfEvent } from '../../transcripts/lines-of.js'
import { inputLine, linesOfMoments } from '../../transcripts/moments.js'
import { factsOf, idOf } from './facts-of.js'
import type { Asked, LawLife } from './law-life.js'

/** The life up to a question, the question, and what is wrong with the answer: a transcript, with its policy before it. */
export function tell(life: LawLife<Asked>, question: Asked, ...wrong: readonly string[]): string {
  const { name, what, candidates, context } = question
  const { moment } = life.asked(question)
  const asking = life.moments[moment]
  const learnt = (asking?.step?.events ?? []).filter(({ type }) => type !== 'attempt-started').flatMap(lineOfEvent)
  return [
    JSON.stringify(life.input),
    '----',
    ...linesOfMoments(life.moments.slice(0, Math.max(0, moment))),
    ...(asking === undefined ? [] : [inputLine(asking.moment)]),
    ...learnt.map((line) => `  #${context.request.id} ${line}`),
    `  '${name}' is asked ${what}`,
    ...candidates.map((candidate) => `    ${factsOf(candidate)}`),
    ...wrong.map((line) => `  ${line}`),
  ].join('\n')
}

/** Why one who was kept was not among those who were given. */
export function whyAbsent(life: LawLife<Asked>, question: Asked, stranger: unknown): string {
  const { context } = question
  const { snapshot } = life.asked(question)
  const id = idOf(stranger)
  const request = { ...context.request, tried: [...context.tried] }
  const start = `  - ${id}: `
  const line = explanationText(explain(life.policy, snapshot, request, context.now))
    .split('\n')
    .find((text) => text.startsWith(start))
  return line === undefined ? `${id} is no candidate here` : `${id} is out: ${line.slice(start.length)}`
}
