import type { Execution, HealthJson, Instant, PolicyInput, RouterEvent, Step } from '@router/core'
import { type LogEntry, loggedEvent, loggedStep } from './entry.js'
import { reportOf, timeOf } from './report-of.js'

/** Anything that tells its steps as they are taken; when, if it knows. */
export interface Recordable {
  readonly on: (listener: (step: Step, now?: Instant) => void) => unknown
}

/** What a recorder needs to know that no step says. */
export interface RecorderOptions {
  /** The policy as plain input: a log that says it needs nothing else to be replayed. */
  readonly policy: PolicyInput
  /** Is given each line, with its end; without it the recorder keeps them. */
  readonly write?: (line: string) => void
  /** What was known when the router began, where it did not begin with nothing. */
  readonly health?: HealthJson
  /** When the log begins; 0 by default. */
  readonly at?: Instant
}

/** A log in the making. */
export interface Recorder {
  /** The log so far; empty where lines are written elsewhere. */
  readonly text: () => string
  /** The router has another policy from now on: say so when you tell the router. */
  readonly change: (policy: PolicyInput, at: Instant) => void
  /** The snapshot has learnt something that is no step, such as an operator's hand. */
  readonly learn: (event: RouterEvent, at: Instant) => void
}

/**
 * Writes down what a router is asked, what it is told and what it decides, as JSON lines: one that can be replayed,
 * turned into a transcript, and asked what another policy would have done. Begin before the first request.
 *
 * Replies of upstreams are in the log, bodies and all, and nothing else of what they or the callers say.
 *
 * @example
 * ```ts
 * import { definePolicy } from '@router/core'
 * import { createRouter } from '@router/node-fetch'
 * import { recorder, replay } from '@router/testing'
 * const policy = { providers: { openai: { models: ['gpt-4o'] } } }
 * const upstreams = { openai: { baseUrl: 'https://api.openai.com/v1', credentials: { default: 'secret' } } }
 * const router = createRouter({ policy: definePolicy(policy), upstreams })
 * const log = recorder(router, { policy })
 * await router.execute({ model: 'gpt-4o' }, async ({ target }) => `${target.model} says hello`)
 * console.log(log.text().trimEnd().split('\n').length, replay(log.text()).differences.length) // → 3 0
 * ```
 */
export function recorder(router: Recordable, { policy, write, health, at = 0 }: RecorderOptions): Recorder {
  const lines: string[] = []
  const open = new Map<string, Execution>()
  const add = (entry: LogEntry): void => {
    const line = `${JSON.stringify(entry)}\n`
    if (write === undefined) lines.push(line)
    else write(line)
  }
  add({ type: 'policy', at, policy, ...(health === undefined ? {} : { health }) })
  router.on((step, now) => {
    const { execution } = step
    const { id } = execution.request
    const before = open.get(id)
    for (const entry of entriesOf(before, step, now ?? timeOf(before, step))) add(entry)
    const over = execution.phase.type === 'finished' || execution.phase.type === 'failed'
    if (over) open.delete(id)
    else open.set(id, execution)
  })
  return {
    text: () => lines.join(''),
    change: (changed, from) => add({ type: 'policy', at: from, policy: changed }),
    learn: (event, from) => add({ type: 'learn', at: from, event: loggedEvent(event) }),
  }
}

function entriesOf(before: Execution | undefined, step: Step, at: Instant): readonly LogEntry[] {
  const { execution, events } = step
  const { request } = execution
  if (before === undefined && execution.attempts.every(({ outcome }) => outcome === undefined))
    return [{ type: 'begin', at, request, ...loggedStep(step) }]
  const report = before && reportOf(before, step)
  // What comes late, even after the end, only teaches.
  return report === undefined
    ? events.map((event) => ({ type: 'learn', at, event: loggedEvent(event) }))
    : [{ type: 'advance', at, id: request.id, report, ...loggedStep(step) }]
}
