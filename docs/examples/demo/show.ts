import { setTimeout as delay } from 'node:timers/promises'
import { type Explanation, explanationText, type Step } from '@router/core'
import type OpenAI from 'openai'
import { ask, type Question } from './ask.js'
import type { Screen } from './screen.js'
import { counted, shareRows, type Tally } from './tally.js'
import { type TimelineRow, timelineRows } from './timeline.js'

/** Shows requests as they go. */
export interface Show {
  /** Hears every step of the router. */
  readonly hear: (step: Step) => void
  /** One request, its timeline and its answer as they come; says whether it was answered. */
  readonly one: (question: Question) => Promise<boolean>
  /** Several at once, each shown when all of them are over. */
  readonly together: (questions: readonly Question[]) => Promise<void>
  /** Shares and cooldowns per target, and who would be next. */
  readonly close: (explanation: Explanation) => void
}

/** A show on a screen, of requests that `client` sends through the router that is heard. */
export function showOn(screen: Screen, client: OpenAI): Show {
  let tally: Tally = new Map()
  let number = 0
  let ends = 0
  let hearRows: (id: string, rows: readonly TimelineRow[]) => void = () => undefined

  /** A client may have its answer an instant before the router has taken note of its end. */
  const ended = async (requests: number): Promise<void> => {
    for (let waitedMs = 0; ends < requests && waitedMs < 1_000; waitedMs += 5) await delay(5)
  }

  const one = async (question: Question): Promise<boolean> => {
    let held: TimelineRow[] | undefined
    screen.heading(String(++number), titleOf(question), question.prompt)
    if (number === 1) screen.columns()
    hearRows = (_, rows) => {
      if (held === undefined) for (const row of rows) screen.row(row)
      else held.push(...rows)
    }
    // What becomes of the request while its answer is being written is shown below the answer.
    const said = (piece: string): void => {
      held ??= []
      screen.piece(piece)
    }
    let why = ''
    const answered = await ask(client, question, said, (text) => (why = text))
    await ended(number)
    screen.endAnswer()
    for (const row of held ?? []) screen.row(row)
    if (why !== '') screen.answer(why, 'red')
    return answered
  }

  const together = async (questions: readonly Question[]): Promise<void> => {
    const first = number + 1
    number += questions.length
    screen.heading(`${first}–${number}`, `${questions.length} at once`, questions[0]?.prompt ?? '')
    const lives = new Map<string, TimelineRow[]>()
    hearRows = (id, rows) => lives.set(id, [...(lives.get(id) ?? []), ...rows])
    const answers = await Promise.all(
      questions.map(async (question) => {
        let answer = ''
        await ask(
          client,
          question,
          (piece) => (answer += piece),
          (why) => (answer = why),
        )
        return answer
      }),
    )
    await ended(number)
    for (const [index, rows] of [...lives.values()].entries())
      for (const row of rows) screen.row(row, String(first + index))
    for (const answer of answers.slice(0, 1)) screen.answer(answer)
  }

  return {
    hear: (step) => {
      tally = counted(tally, step.events)
      if (step.command.type === 'finish' || step.command.type === 'fail') ends += 1
      hearRows(step.execution.request.id, timelineRows(step))
    },
    one,
    together,
    close: (explanation) => {
      screen.line(`\n${screen.paint('bold', 'Who has served, and who is out of use')}`)
      screen.table(shareRows(tally, explanation))
      screen.line(`\n${screen.paint('bold', 'Who would be next, and why nobody else')}`)
      for (const line of explanationText(explanation).split('\n')) screen.line(`   ${line}`)
    },
  }
}

const titleOf = ({ model, stream }: Question): string => `${model}, ${stream ? 'streamed' : 'whole'}`
