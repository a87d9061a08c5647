import {
  type Failure,
  fromJson,
  type Health,
  type HealthJson,
  type Instant,
  type PolicyInput,
  type Report,
  type RouteRequest,
  type RouterEvent,
  type Step,
  type TargetId,
  toJson,
} from '@router/core'

/**
 * One line of a log. `begin` and `advance` hold what came in and what was decided; a log replays because nothing else goes
 * into a decision.
 */
export type LogEntry =
  /** The policy from now on, for requests that begin; and what was known when the log began. */
  | { readonly type: 'policy'; readonly at: Instant; readonly policy: PolicyInput; readonly health?: HealthJson }
  | ({ readonly type: 'begin'; readonly at: Instant; readonly request: RouteRequest } & LoggedStep)
  | ({
      readonly type: 'advance'
      readonly at: Instant
      readonly id: string
      readonly report: LoggedReport
    } & LoggedStep)
  /** Something that was learnt without a decision: an operator's hand, news, a late report. */
  | { readonly type: 'learn'; readonly at: Instant; readonly event: LoggedEvent }

/** What was decided, and the facts that go with it. */
export interface LoggedStep {
  readonly command: LoggedCommand
  readonly events: readonly RouterEvent[]
}

/** An event as JSON. */
export type LoggedEvent =
  | Exclude<RouterEvent, { type: 'health-heard' }>
  | { readonly type: 'health-heard'; readonly at?: Instant; readonly health: HealthJson }

/** A report; of a failure whose reply is not known any more, what it was judged to be. */
export type LoggedReport = Report | { readonly type: 'failed'; readonly number: number; readonly failure: Failure }

/** A command without what follows from the policy. */
export type LoggedCommand =
  | { readonly type: 'attempt'; readonly number: number; readonly target: TargetId; readonly refresh?: true }
  | { readonly type: 'wait'; readonly until: Instant }
  | { readonly type: 'deliver'; readonly number: number }
  | { readonly type: 'finish' }
  | { readonly type: 'fail'; readonly why: string; readonly retryAt?: Instant }

/** An event as a log keeps it. */
export const loggedEvent = (event: RouterEvent): LoggedEvent =>
  event.type === 'health-heard' ? { ...event, health: toJson(event.health) } : event

/** The event that a log kept; throws where its health is damaged. */
export function eventOf(event: LoggedEvent): RouterEvent {
  return event.type === 'health-heard' ? { ...event, health: healthOf(event.health) } : event
}

/** The health that a log kept; throws where it is damaged. */
export function healthOf(json: HealthJson): Health {
  const read = fromJson(json)
  if ('issue' in read) throw new Error(`the health in the log is damaged: ${JSON.stringify(read.issue)}`)
  return read.health
}

/** What a log keeps of a step. */
export function loggedStep({ command, events }: Step): LoggedStep {
  return { command: loggedCommand(command), events }
}

function loggedCommand(command: Step['command']): LoggedCommand {
  switch (command.type) {
    case 'attempt': {
      const { type, number, target, refresh } = command
      return { type, number, target: target.id, ...(refresh === undefined ? {} : { refresh }) }
    }
    case 'fail': {
      const { why, retryAt } = command.error
      return { type: 'fail', why, ...(retryAt === undefined ? {} : { retryAt }) }
    }
    default:
      return command
  }
}
