import type { Attempt, Command, Execution, FailureClass, Reply, RouterEvent, Step } from '@router/core'
import { lengthOf, untilOf } from './spoken.js'

/** One line of a request's life. */
export interface TimelineRow {
  /** Since the request began. */
  readonly elapsed: string
  readonly number: string
  readonly target: string
  readonly cameBack: string
  /** Class and scope of a failure; empty where all is well. */
  readonly class: string
  readonly scope: string
  /** How long whoever is blamed is out of use, and until when. */
  readonly cooldown: string
  /** What becomes of the request. */
  readonly next: string
  readonly outcome: 'failed' | 'committed' | 'succeeded' | 'waiting'
}

/**
 * What a step tells a reader, in rows: one for an attempt that was committed or ended, one for a request that waits or
 * fails before anybody is asked, none for a mere start.
 */
export function timelineRows({ execution, command, events }: Step): readonly TimelineRow[] {
  const rows = events.flatMap((event) => rowsOf(event, execution, command))
  if (rows.length > 0 || (command.type !== 'wait' && command.type !== 'fail')) return rows
  const outcome = command.type === 'fail' ? 'failed' : 'waiting'
  return [{ ...blank(execution, execution.beganAt), outcome, next: nextOf(command, execution) }]
}

function rowsOf(event: RouterEvent, execution: Execution, command: Command): readonly TimelineRow[] {
  switch (event.type) {
    case 'attempt-failed': {
      const attempt = attemptOf(event, execution)
      const cooldown = event.suspends ? 'suspended' : event.until > event.at ? untilOf(event.until, event.at) : 'none'
      return [
        {
          ...blank(execution, event.at, attempt),
          cameBack: cameBack(event.class, attempt, execution.last),
          class: event.class,
          scope: event.scope,
          cooldown,
          next: event.late ? 'late' : nextOf(command, execution),
          outcome: 'failed',
        },
      ]
    }
    case 'attempt-committed': {
      const attempt = attemptOf(event, execution)
      return [
        {
          ...blank(execution, event.at, attempt),
          cameBack: 'content',
          next: nextOf(command, execution),
          outcome: 'committed',
        },
      ]
    }
    case 'attempt-succeeded': {
      const attempt = attemptOf(event, execution)
      return [
        {
          ...blank(execution, event.at, attempt),
          cameBack: 'complete',
          next: nextOf(command, execution),
          outcome: 'succeeded',
        },
      ]
    }
    default:
      return []
  }
}

type AttemptEvent = Extract<RouterEvent, { readonly startedAt: number }>

/** The latest attempt that the event can be about. */
const attemptOf = ({ target, startedAt }: AttemptEvent, { attempts }: Execution): Attempt | undefined =>
  attempts.findLast((attempt) => attempt.target === target && attempt.startedAt === startedAt)

const blank = ({ beganAt }: Execution, at: number, attempt?: Attempt): TimelineRow => ({
  elapsed: lengthOf(at - beganAt),
  number: attempt === undefined ? '' : String(attempt.number),
  target: attempt?.target ?? '',
  cameBack: '',
  class: '',
  scope: '',
  cooldown: '',
  next: '',
  outcome: 'waiting',
})

/** Only the last reply of an upstream is kept, so that of an attempt without one its class has to speak. */
function cameBack(kind: FailureClass, attempt: Attempt | undefined, last: Execution['last']): string {
  return last !== undefined && last.failure === attempt?.failure
    ? replyText(last.reply)
    : (silences[kind] ?? 'no answer')
}

const silences: Partial<Readonly<Record<FailureClass, string>>> = {
  'network-error': 'no connection',
  'stream-broken': 'broke off',
  timeout: 'no answer yet',
}

function replyText(reply: Reply): string {
  switch (reply.type) {
    case 'response':
      return String(reply.status)
    case 'stream-event':
      return `error in ${reply.status}`
    case 'network':
      return String(reply.code ?? reply.cause?.code ?? 'no connection')
    case 'timeout':
      return `no ${reply.phase}`
    default:
      return reply.type
  }
}

function nextOf(command: Command, { attempts, beganAt }: Execution): string {
  switch (command.type) {
    case 'attempt':
      return attempts.at(-1)?.retry ? `retry ${command.number}` : `failover ${command.number}`
    case 'wait':
      return `wait until ${lengthOf(command.until - beganAt)}`
    case 'deliver':
      return 'deliver'
    case 'finish':
      return 'finish'
    case 'fail':
      return `fail: ${command.error.why}`
  }
}
