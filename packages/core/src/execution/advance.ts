import type { Failure } from '../failure/failure.js'
import { assertNever } from '../lib/assert-never.js'
import type { Policy } from '../policy/policy.js'
import type { AttemptCommitted, AttemptFailed, AttemptSucceeded } from '../snapshot/router-event.js'
import type { Snapshot } from '../snapshot/snapshot.js'
import { type Evidence, evidenceOf, startedEvidenceOf } from '../words/evidence.js'
import type { TimeoutPhase } from '../words/reply.js'
import type { Target } from '../words/target.js'
import type { Instant } from '../words/time.js'
import { afterFailure, isOut, mayRetry, startRetry } from './after-failure.js'
import { choose, mayWaitAgain, wait } from './choose.js'
import type { Execution } from './execution.js'
import { giveUp } from './give-up.js'
import { judge } from './judge.js'
import { end, learn, type Progress, progressFrom, stepOf } from './progress.js'
import type { Attempt, Report } from './protocol.js'
import { ProtocolError } from './protocol-error.js'
import { stamp } from './stamp.js'
import type { Step } from './step.js'
import { transitions } from './transitions.js'

type NumberedReport = Extract<Report, { readonly number: number }>

/**
 * Every step after the first: takes what came of the last command and says what to do next. Pure; the snapshot it
 * returns is the given one with its events reduced into it. Throws a {@link ProtocolError}, changing nothing, for a
 * report that the execution's phase does not understand (rule 28). A late report of an attempt that was given up
 * teaches; its step repeats the command that is being performed already.
 *
 * @example
 * ```ts
 * import { advance, begin, definePolicy, emptySnapshot } from '@router/core'
 * const policy = definePolicy({
 *   providers: { openai: {}, groq: {} },
 *   aliases: { fast: { targets: ['openai/gpt-4o-mini', 'groq/llama-3.3-70b'] } },
 * })
 * const first = begin(policy, emptySnapshot, { id: 'r1', model: 'fast' }, 0)
 * const reply = { type: 'response', status: 429, headers: { 'retry-after': '30' }, body: '' } as const
 * const second = advance(policy, first.snapshot, first.execution, { type: 'failed', number: 1, reply }, 120)
 * if (second.command.type === 'attempt') console.log(second.command.target.id) // → groq/default/llama-3.3-70b
 * ```
 */
export function advance(policy: Policy, snapshot: Snapshot, execution: Execution, report: Report, now: Instant): Step {
  const progress = progressFrom(policy, snapshot, execution, now)
  if ('number' in report) {
    const attempt = execution.attempts[report.number - 1]
    if (attempt?.outcome === 'failed' || attempt?.outcome === 'abandoned') return hearLate(progress, attempt, report)
  }
  if (!understands(execution, report)) throw new ProtocolError(nonsense(execution, report))
  switch (report.type) {
    case 'cancelled':
      return abandon(progress, 'cancelled')
    case 'woke':
      return wake(progress)
    case 'failed':
    case 'committed':
    case 'succeeded':
      return hear(progress, report)
    default:
      return assertNever(report)
  }
}

function understands({ phase, attempts }: Execution, report: Report): boolean {
  return transitions[phase.type].includes(report.type) && (!('number' in report) || report.number === attempts.length)
}

function nonsense({ phase, attempts }: Execution, report: Report): string {
  const number = 'number' in report ? ` of attempt ${report.number}` : ''
  return `report '${report.type}'${number} makes no sense while ${phase.type} after ${attempts.length} attempts: this is a bug of the shell`
}

function hear(progress: Progress, report: NumberedReport): Step {
  const { execution, policy, now } = progress
  const attempt = currentAttempt(execution)
  const target = policy.targets.get(attempt.target)
  if (target === undefined)
    throw new ProtocolError(`the policy has no target ${attempt.target}: advance with the one the request began with`)
  const committed = execution.phase.type === 'committed'
  if (!committed && execution.deadlineAt !== undefined && now >= execution.deadlineAt)
    return miss(progress, attempt, target, report)
  switch (report.type) {
    case 'committed':
      learn(progress, commitOf(progress, attempt))
      return stepOf(progress, { type: 'committed', number: report.number }, { type: 'deliver', number: report.number })
    case 'succeeded':
      end(progress, attempt, 'succeeded')
      learn(progress, successOf(progress, attempt, report.evidence))
      return stepOf(progress, { type: 'finished' }, { type: 'finish' })
    case 'failed': {
      const { reply } = report
      const failure = judge(progress, target, reply)
      if (failure.class === 'cancelled') return abandon(progress, 'cancelled')
      if (!committed) return afterFailure(progress, attempt, target, reply, failure)
      fail(progress, attempt, failure)
      return giveUp(progress, 'interrupted', { reply, failure })
    }
    default:
      return assertNever(report)
  }
}

/** A report at or after the deadline is the deadline's; a target is to blame only if its own timeout had passed (rule 26). */
function miss(progress: Progress, attempt: Attempt, target: Target, report: NumberedReport): Step {
  if (report.type !== 'failed') return abandon(progress, 'deadline')
  const { timeouts } = progress.policy
  const own = report.reply.type === 'timeout' ? timeouts[timeoutNames[report.reply.phase]] : timeouts.totalMs
  if (progress.now - attempt.startedAt < own) return abandon(progress, 'deadline')
  fail(progress, attempt, judge(progress, target, report.reply))
  return giveUp(progress, 'deadline')
}

const timeoutNames = {
  connect: 'connectMs',
  'first-byte': 'firstByteMs',
  'first-content': 'firstContentMs',
  idle: 'idleMs',
  total: 'totalMs',
} as const satisfies Record<TimeoutPhase, string>

function wake(progress: Progress): Step {
  const { policy, execution, now } = progress
  const { phase } = execution
  if (phase.type !== 'waiting') return choose(progress)
  execution.waitedMs += Math.max(0, now - phase.since)
  if (execution.deadlineAt !== undefined && now >= execution.deadlineAt) return giveUp(progress, 'deadline')
  const again = phase.again === undefined ? undefined : policy.targets.get(phase.again)
  if (again !== undefined) {
    if (now < phase.until && mayWaitAgain(execution)) return wait(progress, phase.until, again.id)
    // Others may have spent the last token meanwhile, and a shell may wake late.
    if (!isOut(progress, again) && mayRetry(progress))
      return startRetry(progress, again, execution.attempts.at(-1)?.name ?? execution.name)
  }
  // Whoever was tried before the wait may be asked again after it; those who still cool are kept out by that.
  execution.tried = execution.request.tried ?? []
  return choose(progress, phase.until)
}

/** An attempt that was given up still teaches, and nothing else (rule 28). */
function hearLate(progress: Progress, attempt: Attempt, report: NumberedReport): Step {
  const { policy, execution } = progress
  const target = policy.targets.get(attempt.target)
  if (target !== undefined) {
    const event = lateEvent(progress, attempt, target, report)
    if (event !== undefined) learn(progress, { ...event, late: true })
  }
  return stepOf(progress, execution.phase, execution.command)
}

function lateEvent(
  progress: Progress,
  attempt: Attempt,
  target: Target,
  report: NumberedReport,
): AttemptCommitted | AttemptSucceeded | AttemptFailed | undefined {
  switch (report.type) {
    case 'committed':
      return commitOf(progress, attempt)
    case 'succeeded':
      return successOf(progress, attempt, report.evidence)
    case 'failed': {
      const failure = judge(progress, target, report.reply)
      return failure.class === 'cancelled' ? undefined : stamp(progress, attempt, failure)
    }
    default:
      return assertNever(report)
  }
}

/** The caller or the deadline gives up whatever is under way; nobody is charged. */
function abandon(progress: Progress, why: 'cancelled' | 'deadline'): Step {
  const { phase, attempts } = progress.execution
  const attempt = attempts.at(-1)
  if (attempt !== undefined && (phase.type === 'attempting' || phase.type === 'committed')) {
    const { target, startedAt } = attempt
    end(progress, attempt, 'abandoned')
    learn(progress, { type: 'attempt-abandoned', at: progress.now, target, startedAt })
  }
  return giveUp(progress, why)
}

function fail(progress: Progress, attempt: Attempt, failure: Failure): void {
  end(progress, attempt, 'failed', failure)
  learn(progress, stamp(progress, attempt, failure))
}

function commitOf({ execution, now }: Progress, { target, startedAt }: Attempt): AttemptCommitted {
  const evidence = startedEvidenceOf(execution.request.operation)
  return { type: 'attempt-committed', at: now, target, startedAt, evidence }
}

function successOf(
  { execution, now }: Progress,
  { target, startedAt }: Attempt,
  evidence: Evidence = evidenceOf(execution.request.operation),
): AttemptSucceeded {
  return { type: 'attempt-succeeded', at: now, target, startedAt, evidence }
}

function currentAttempt({ attempts }: Execution): Attempt {
  const attempt = attempts.at(-1)
  if (attempt === undefined) throw new ProtocolError('no attempt has been made')
  return attempt
}
