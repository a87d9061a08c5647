import type { Execution, Instant, RouterEvent, Step } from '@router/core'
import type { LoggedReport } from './entry.js'

/** What was reported, read off the execution before and after. Undefined: a late report, which decided nothing. */
export function reportOf(before: Execution, { execution, events }: Step): LoggedReport | undefined {
  if (execution.command === before.command && execution.phase === before.phase) return undefined
  const { phase } = execution
  const why = phase.type === 'failed' ? phase.error.why : undefined
  if (before.phase.type === 'waiting') return why === 'cancelled' ? { type: 'cancelled' } : { type: 'woke' }
  const number = before.attempts.length
  const attempt = execution.attempts[number - 1]
  switch (attempt?.outcome) {
    case 'failed':
      return failedReport(execution, number)
    case 'succeeded': {
      const proof = events.find((event) => event.type === 'attempt-succeeded')
      return { type: 'succeeded', number, ...(proof === undefined ? {} : { evidence: proof.evidence }) }
    }
    // Whatever comes after the deadline and is no failure ends like this.
    case 'abandoned':
      return why === 'cancelled' ? { type: 'cancelled' } : { type: 'committed', number }
    default:
      return { type: 'committed', number }
  }
}

function failedReport({ attempts, last, phase }: Execution, number: number): LoggedReport {
  const failure = attempts[number - 1]?.failure
  const error = phase.type === 'failed' ? phase.error : undefined
  const known = [last, error].find((candidate) => candidate?.failure === failure)
  if (known?.reply !== undefined) return { type: 'failed', number, reply: known.reply }
  if (failure === undefined) throw new TypeError(`attempt ${number} has failed without a failure`)
  return { type: 'failed', number, failure }
}

/** When a step was taken, where nobody says: its own events know, or the wait that it begins or ends. */
export function timeOf(before: Execution | undefined, { execution, events }: Step): Instant {
  const { phase, beganAt } = execution
  const [first]: readonly (RouterEvent | undefined)[] = events
  if (first?.at !== undefined) return first.at
  if (phase.type === 'waiting') return phase.since
  return before?.phase.type === 'waiting' ? before.phase.until : beganAt
}
