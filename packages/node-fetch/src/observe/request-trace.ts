import type { AttemptCommand, Failure, Report, RouteRequest, Step } from '@router/core'
import { failureMessage, maxNameLength } from '../failure-message.js'
import { attempts, isObserved, requests } from './channels.js'
import type { ObservedAttempt, ObservedFailure, ObservedRequest } from './messages.js'
import { Trace } from './trace.js'

/** Does the work of a request, and tells observers of it, where there are any. */
export function observed<T>(request: RouteRequest, work: (trace: RequestTrace | undefined) => T): T {
  if (!isObserved()) return work(undefined)
  const trace = new RequestTrace(request)
  return trace.begin(() => work(trace))
}

/** What observers are told of one request, step by step. */
export class RequestTrace {
  readonly #request: Trace<ObservedRequest>
  #attempt: Trace<ObservedAttempt> | undefined

  constructor({ id, model, operation = 'chat', dialect, stream = false }: RouteRequest) {
    const name = model.slice(0, maxNameLength)
    const known = dialect === undefined ? {} : { dialect }
    this.#request = new Trace<ObservedRequest>(requests, { id, name, operation, stream, ...known })
  }

  begin<T>(work: () => T): T {
    return this.#request.begin(work)
  }

  /** Performs an attempt. */
  attempt<T>({ number, target }: AttemptCommand, { execution }: Step, perform: () => T): T {
    const { id, provider, vendor, model } = target
    const startedAt = execution.attempts.at(-1)?.startedAt ?? execution.beganAt
    const { message: request } = this.#request
    this.#attempt = new Trace<ObservedAttempt>(attempts, {
      request,
      number,
      target: id,
      provider,
      vendor,
      model,
      startedAt,
    })
    return this.#attempt.begin(perform)
  }

  /** Hears what a report led to. */
  hear(step: Step, report?: Report): void {
    for (const event of step.events) {
      if (event.type === 'attempt-committed' && this.#attempt !== undefined)
        this.#attempt.message.committedAt = event.at
      if (isEnding(event)) this.#attempt?.end(endOfAttempt(step, event, report))
    }
    const { command, execution } = step
    if (command.type !== 'finish' && command.type !== 'fail') return
    const last = execution.attempts.at(-1)
    this.#request.end({
      beganAt: execution.beganAt,
      endedAt: last?.endedAt ?? execution.beganAt,
      attempts: execution.attempts.length,
      ...(command.type === 'finish' && last !== undefined ? { target: last.target } : {}),
      ...(command.type === 'fail' ? endOfRequest(step, command.error) : {}),
    })
  }
}

type Event = Step['events'][number]
type Ending = Extract<Event, { type: 'attempt-succeeded' | 'attempt-failed' | 'attempt-abandoned' }>

const isEnding = (event: Event): event is Ending =>
  event.type === 'attempt-succeeded' || event.type === 'attempt-failed' || event.type === 'attempt-abandoned'

function endOfAttempt({ execution }: Step, event: Ending, report: Report | undefined): Partial<ObservedAttempt> {
  const usage = report?.type === 'succeeded' && report.usage !== undefined ? { usage: report.usage } : {}
  if (event.type !== 'attempt-failed')
    return { endedAt: event.at, outcome: event.type === 'attempt-succeeded' ? 'succeeded' : 'abandoned', ...usage }
  const attempt = execution.attempts.find(
    ({ target, startedAt }) => target === event.target && startedAt === event.startedAt,
  )
  const failure = failureOf(attempt?.failure ?? event)
  const reply = report?.type === 'failed' ? report.reply : undefined
  return {
    endedAt: event.at,
    outcome: 'failed',
    failure,
    ...(reply !== undefined && 'status' in reply ? { status: reply.status } : {}),
    ...(event.key !== undefined && event.until > event.at
      ? { cooldown: { scope: event.key, until: event.until } }
      : {}),
    error: { name: failure.class, message: `${failure.class}, blamed on the ${failure.scope} (${failure.rule})` },
  }
}

function endOfRequest(
  { execution }: Step,
  error: Extract<Step['command'], { type: 'fail' }>['error'],
): Partial<ObservedRequest> {
  const { why, failure, retryAt } = error
  return {
    why,
    ...(failure === undefined ? {} : { failure: failureOf(failure) }),
    ...(retryAt === undefined ? {} : { retryAt }),
    // Nothing went wrong where the caller has left.
    ...(why === 'cancelled' ? {} : { error: { name: why, message: failureMessage(execution, error) } }),
  }
}

const failureOf = ({ class: kind, scope, rule }: Pick<Failure, 'class' | 'scope' | 'rule'>): ObservedFailure => ({
  class: kind,
  scope,
  rule,
})
