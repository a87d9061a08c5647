import { healthOf, toJson } from '@router/core'
import { expectThat } from '../law.js'
import { shortly } from './caller.js'
import type { PlayedDay } from './played.js'
import { modelOf } from './upstream.js'

/** A law about a day that was played: throws where the day shows that it is broken. */
export type DayLaw = (day: PlayedDay) => void | Promise<void>

/** What happened, and what is wrong with it. */
const tell =
  ({ lines }: PlayedDay, ...wrong: readonly string[]) =>
  (): string =>
    [...lines, '', ...wrong].join('\n')

/** Every call comes to an end. */
export const settles: DayLaw = (day) => {
  for (const { number, ending } of day.requests)
    expectThat(
      ending.type !== 'open',
      tell(
        day,
        `#${number} never ends`,
        'obey the timeouts of each attempt, and interrupt a wait when the caller aborts',
      ),
    )
}

/** Core decides who is asked. */
export const obeys: DayLaw = (day) => {
  for (const { upstream, request, ordered, authorization, body, count } of day.arrived) {
    const asked = `${upstream} is asked${request === undefined ? '' : ` by #${request}`}`
    const { steps = [] } = day.requests.find(({ number }) => number === request) ?? {}
    expectThat(
      request !== undefined,
      tell(day, `${asked} with other messages than the caller's: ${JSON.stringify(body?.messages)}`),
    )
    expectThat(
      steps.length > 0,
      tell(day, `${asked}, and no step of it was taken in the store`, 'take every step as store.swap((snapshot) => …)'),
    )
    const before = day.arrived.filter((other) => other.upstream === upstream && other.request === request)
    const place = before.findIndex((other) => other.count === count) + 1
    expectThat(
      place <= ordered,
      tell(day, `${asked} ${times(place)}, and core said so ${ordered === 0 ? 'never' : times(ordered)}`),
    )
    expectThat(
      body?.model === modelOf(upstream),
      tell(day, `${asked} for the model ${JSON.stringify(body?.model)}, and its target's is ${modelOf(upstream)}`),
    )
    expectThat(
      authorization === `Bearer ${day.secrets.get(upstream)}`,
      tell(day, `${asked} with the authorization ${JSON.stringify(authorization)}, which is not its own`),
    )
  }
  for (const error of day.refusals)
    expectThat(false, tell(day, `core refuses what it is told: ${shortly(error)}`, 'each command wants one report'))
}

const times = (count: number): string => (count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`)

/** What starts ends, once, and core is told. */
export const endsAttempts: DayLaw = (day) => {
  for (const { number, steps, left } of day.requests) {
    const { command, execution } = steps.at(-1) ?? {}
    const open = execution?.attempts.find(({ outcome }) => outcome === undefined)
    const remedy = left
      ? "where the caller leaves, report { type: 'cancelled' }"
      : 'report how every attempt ends, once'
    expectThat(
      open === undefined,
      tell(
        day,
        `core was never told what came of attempt ${open?.number} at ${open?.target}: it counts as under way for ever`,
        remedy,
      ),
    )
    expectThat(
      command?.type !== 'wait',
      tell(day, `core has told #${number} to wait, and was never told what came of it`, remedy),
    )
  }
  for (const target of day.underWay) expectThat(false, tell(day, `an attempt at ${target} is under way for ever`))
}

/** Bytes of one attempt at most, as it sent them. */
export const keepsToOneAttempt: DayLaw = (day) => {
  for (const { number, content } of day.requests) {
    const [first] = content
    const marks = content.map(({ mark }) => mark).join('')
    const stranger = content.find(({ answer }) => answer !== first?.answer)
    expectThat(
      stranger === undefined,
      tell(day, `#${number} gets ${marks}: the bytes of two attempts, ${first?.answer} and ${stranger?.answer}`),
    )
    const ordered = content.map((_, index) => `[${first?.answer}.${index + 1}]`).join('')
    expectThat(marks === ordered, tell(day, `#${number} gets ${marks}, and ${first?.answer} began with ${ordered}`))
  }
}

/** Once there is content nobody else is asked; and there is none before core says so. */
export const commits: DayLaw = (day) => {
  for (const { upstream, request, given } of day.arrived)
    expectThat(given === '', tell(day, `${upstream} is asked by #${request}, who has been given ${given} already`))
  for (const { number, early } of day.requests)
    expectThat(
      early === undefined,
      tell(
        day,
        `#${number} is given ${early} before core says 'deliver' or 'finish'`,
        "report { type: 'committed' } at the first content, and hand it over when core agrees",
      ),
    )
}

/** A whole answer ends cleanly and nothing else does; and core knows. */
export const tellsTheEnd: DayLaw = (day) => {
  for (const { number, ending, content, steps, left } of day.requests) {
    if (left !== undefined || ending.type === 'open') continue
    const { type } = steps.at(-1)?.command ?? {}
    const answer = content[0]?.answer ?? ''
    if (ending.type === 'whole') {
      expectThat(
        answer !== '',
        tell(day, `#${number} reads to a clean end, and got no content`, "report such an answer as { type: 'empty' }"),
      )
      expectThat(
        day.whole.has(answer),
        tell(day, `#${number} reads to a clean end, and ${answer} broke off`, 'a body that breaks must throw'),
      )
      expectThat(type === 'finish', tell(day, `#${number} has its whole answer, and core was not told so`))
    } else
      expectThat(
        type === undefined || type === 'fail',
        tell(day, `#${number} is told of a failure, and core says '${type}'`),
      )
  }
}

/** Who leaves is let go at once, with its own reason, and nobody is asked any more. */
export const cancels: DayLaw = (day) => {
  for (const { upstream, request, left } of day.arrived)
    expectThat(!left, tell(day, `${upstream} is asked by #${request}, who has left`))
  for (const { number, ending, reason, left } of day.requests) {
    if (left !== 'aborts') continue
    expectThat(ending.type !== 'open', tell(day, `#${number} has left, and its call goes on`))
    expectThat(
      ending.type === 'rejected' && ending.error === reason,
      tell(
        day,
        `#${number} is not handed its own reason`,
        'reject with the very signal.reason, also while the body is read',
      ),
    )
  }
}

/** A secret goes to its upstream, and nowhere else. */
export const keepsSecrets: DayLaw = async (day) => {
  const { inspect } = await import('node:util')
  const text = (value: unknown): string => inspect(value, { depth: 12, showHidden: true, maxStringLength: null })
  const places: readonly (readonly [where: string, text: string])[] = [
    ...day.requests.flatMap(({ number, ending, steps }) => [
      [`what #${number} is told`, text(ending)] as const,
      [`the steps of #${number}`, text(steps.map(({ execution, events }) => [execution, events]))] as const,
    ]),
    ['the health', JSON.stringify(toJson(healthOf(day.snapshot)))],
    ['what core refused', text(day.refusals)],
  ]
  for (const [upstream, secret] of day.secrets)
    for (const [where, found] of places) {
      const form = formsOf(secret).find((each) => found.includes(each))
      expectThat(form === undefined, tell(day, `the secret of ${upstream} is in ${where}: ${around(found, form)}`))
    }
}

/** As it is, and as it is where quotes are put around it. */
const formsOf = (secret: string): readonly string[] => [secret, JSON.stringify(secret).slice(1, -1)]

function around(text: string, part = ''): string {
  const at = text.indexOf(part)
  return `…${text.slice(Math.max(0, at - 40), at + part.length + 10).replace(/\s+/g, ' ')}…`
}

/** Nothing is left of a request when it is over. */
export const leavesNothing: DayLaw = (day) => {
  for (const name of day.open)
    expectThat(
      false,
      tell(day, `${name} still sends an answer that nobody reads`, 'abort or cancel whatever is not read to its end'),
    )
  for (const { number, listeners } of day.requests)
    expectThat(
      listeners === 0,
      tell(day, `${listeners === 1 ? 'a listener is' : `${listeners} listeners are`} left on the signal of #${number}`),
    )
  for (const reason of day.unhandled) expectThat(false, tell(day, `a rejection is unhandled: ${shortly(reason)}`))
}
