import {
  type ExecutionError,
  healthOf,
  type Reply,
  type RouterEvent,
  type Snapshot,
  type Step,
  toJson,
} from '@router/core'

/** What a step did, a line for each event that says something, and one for what is to be done now. */
export function linesOfStep(step: Step): readonly string[] {
  return [...step.events.flatMap(lineOfEvent), `> ${commandText(step)}`]
}

/** An event in words; that an attempt started is said by the command. */
export function lineOfEvent(event: RouterEvent): readonly string[] {
  switch (event.type) {
    case 'attempt-started':
      return []
    case 'attempt-failed':
      return [`· ${event.type} ${event.target} ${event.class} ${blameText(event)}${event.late ? ', late' : ''}`]
    case 'attempt-committed':
      return [`· ${event.type} ${event.target} (${event.evidence})`]
    case 'attempt-succeeded':
      return [`· ${event.type} ${event.target} (${event.evidence})${event.late ? ', late' : ''}`]
    case 'attempt-abandoned':
      return [`· ${event.type} ${event.target}`]
    case 'cooldown-set':
      return [`· ${event.type} ${event.key} until ${event.until}ms`]
    case 'health-heard':
    case 'policy-changed':
      return [`· ${event.type}`]
    default:
      return [`· ${event.type} ${event.key}`]
  }
}

function blameText(event: Extract<RouterEvent, { type: 'attempt-failed' }>): string {
  const { scope, key, failedAt, until, level, suspends, hintedUntil } = event
  if (scope === 'request') return 'blames the request'
  if (key === undefined) return 'blames nobody'
  if (suspends) return `suspends ${key}`
  const hint = hintedUntil === undefined || hintedUntil === until ? '' : `, hinted until ${hintedUntil}ms`
  return `blames ${key} ${until > failedAt ? `until ${until}ms` : 'without a cooldown'} (level ${level}${hint})`
}

function commandText({ command, execution, events }: Step): string {
  switch (command.type) {
    case 'attempt': {
      const started = events.findLast((event) => event.type === 'attempt-started')
      const isRetry = execution.attempts.at(-1)?.retry === true && !command.refresh
      const notes = [
        String(command.number),
        ...(command.refresh ? ['with a refreshed credential'] : []),
        ...(isRetry ? ['a retry'] : []),
        ...(started?.spendsToken && !isRetry ? ['though it cools'] : []),
      ]
      return `attempt ${command.target.id} (${notes.join(', ')})`
    }
    case 'wait':
      return `wait until ${command.until}ms`
    case 'deliver':
      return `deliver (${command.number})`
    case 'finish':
      return 'finish'
    case 'fail':
      return `fail ${errorText(command.error)}`
  }
}

function errorText({ why, reply, failure, retryAt, attempts }: ExecutionError): string {
  return [
    why,
    ...(reply === undefined ? [] : [`with ${replyText(reply)}${failure === undefined ? '' : ` (${failure.class})`}`]),
    `after ${attempts.length} attempt${attempts.length === 1 ? '' : 's'}`,
    ...(retryAt === undefined ? [] : [`retry at ${retryAt}ms`]),
  ].join(', ')
}

function replyText(reply: Reply): string {
  switch (reply.type) {
    case 'response':
      return String(reply.status)
    case 'stream-event':
      return 'an error event'
    case 'network':
      return String(reply.code || reply.name || 'a network error')
    case 'timeout':
      return `a ${reply.phase} timeout`
    case 'cancelled':
      return 'a cancellation'
    default:
      return `an answer that was ${reply.type}`
  }
}

/** What is held against whom. */
export function linesOfHealth(snapshot: Snapshot): readonly string[] {
  const lines = toJson(healthOf(snapshot)).entries.flatMap(([key, { facts = [], suspendedAt, resumedAt, reason }]) => [
    ...facts.map(
      ({ class: kind, failedAt, until, level, needs }) =>
        `${key}: ${kind} ${until > failedAt ? `until ${until}ms` : 'without a cooldown'} (level ${level}, needs ${needs})`,
    ),
    ...(suspendedAt === undefined || suspendedAt <= (resumedAt ?? Number.NEGATIVE_INFINITY)
      ? []
      : [`${key}: suspended at ${suspendedAt}ms${reason === undefined ? '' : ` (${reason})`}`]),
  ])
  return lines.length === 0 ? ['nothing is held against anybody'] : lines
}
