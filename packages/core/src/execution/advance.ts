import { classify } from '../failure/classify.js'
import type { Failure } from '../failure/failure.js'
import { assertNever } from '../lib/assert-never.js'
import type { Policy } from '../policy/policy.js'
import { blame } from '../snapshot/blame.js'
import type { Snapshot } from '../snapshot/snapshot.js'
import { type Evidence, evidenceOf } from '../words/evidence.js'
import type { Reply, TimeoutPhase } from '../words/reply.js'
import type { Operation } from '../words/route-request.js'
import type { Target } from '../words/target.js'
import type { Instant } from '../words/time.js'
import { afterFailure, isOut, mayRetry, startRetry } from './after-failure.js'
import { choose, mayWaitAgain, wait } from './choose.js'
import type { Execution } from './execution.js'
import { giveUp } from './give-up.js'
import { ended, learn, moved, type Progress, stepOf } from './progress.js'
import type { Attempt, Report, Step } from './protocol.js'
import { ProtocolError } from './protocol-error.js'
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
  const progress: Progress = { policy, snapshot, execution, events: [], now }
  if ('number' in report) {
    const attempt = execution.attempts[report.number - 1]
    if (attempt?.outcome === 'failed' || attempt?.outcome === 'abandoned') return learnLate(progress, attempt, report)
  }
  if (!understands(execution, report)) throw new ProtocolError(nonsense(execution, report))
  switch (report.type) {
    case 'cancelled':
      return giveUp(abandoned(progress), 'cancelled')
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
  return transitions[phase.type][report.type] && (!('number' in report) || report.number === attempts.length)
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
    case 'committed': {
      const evidence = committedEvidence(execution.request.operation)
      const learnt = learn(progress, {
        type: 'attempt-committed',
        at: now,
        target: target.id,
        startedAt: attempt.startedAt,
        evidence,
      })
      return stepOf(learnt, { type: 'committed', number: report.number }, { type: 'deliver', number: report.number })
    }
    case 'succeeded':
      return stepOf(succeeded(progress, attempt, report), { type: 'finished' }, { type: 'finish' })
    case 'failed': {
      const failure = judge(progress, target, report.reply)
      if (failure.class === 'cancelled') return giveUp(abandoned(progress), 'cancelled')
      if (!committed) return afterFailure(progress, attempt, target, report.reply, failure)
      const over = ended(progress, report.number, { outcome: 'failed', failure })
      return giveUp(learn(over, stamp(progress, attempt, failure)), 'interrupted', { reply: report.reply, failure })
    }
    default:
      return assertNever(report)
  }
}

/** A report at or after the deadline is the deadline's; a target is to blame only if its own timeout had passed (rule 26). */
function miss(progress: Progress, attempt: Attempt, target: Target, report: NumberedReport): Step {
  if (report.type !== 'failed') return giveUp(abandoned(progress), 'deadline')
  const { timeouts } = progress.policy
  const own = report.reply.type === 'timeout' ? timeouts[timeoutNames[report.reply.phase]] : timeouts.totalMs
  if (progress.now - attempt.startedAt < own) return giveUp(abandoned(progress), 'deadline')
  const failure = judge(progress, target, report.reply)
  const over = ended(progress, attempt.number, { outcome: 'failed', failure })
  return giveUp(learn(over, stamp(progress, attempt, failure)), 'deadline')
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
  const woken = moved(progress, { waitedMs: execution.waitedMs + Math.max(0, now - phase.since) })
  if (execution.deadlineAt !== undefined && now >= execution.deadlineAt) return giveUp(woken, 'deadline')
  const again = phase.again === undefined ? undefined : policy.targets.get(phase.again)
  if (again !== undefined) {
    if (now < phase.until && mayWaitAgain(execution)) return wait(woken, phase.until, again.id)
    // Others may have spent the last token meanwhile, and a shell may wake late.
    if (!isOut(woken, again) && mayRetry(woken))
      return startRetry(woken, again, execution.attempts.at(-1)?.name ?? execution.name)
  }
  // Whoever was tried before the wait may be asked again after it; those who still cool are kept out by that.
  return choose(moved(woken, { tried: execution.request.tried ?? [] }))
}

/** An attempt that was given up still teaches, and nothing else (rule 28). */
function learnLate(progress: Progress, attempt: Attempt, report: NumberedReport): Step {
  const { policy, execution, now } = progress
  const { target: id, startedAt } = attempt
  const target = policy.targets.get(id)
  const repeat = (learnt: Progress): Step => stepOf(learnt, execution.phase, execution.command)
  if (target === undefined) return repeat(progress)
  switch (report.type) {
    case 'committed':
      return repeat(
        learn(progress, {
          type: 'attempt-committed',
          at: now,
          target: id,
          startedAt,
          evidence: committedEvidence(execution.request.operation),
          late: true,
        }),
      )
    case 'succeeded':
      return repeat(
        learn(progress, {
          type: 'attempt-succeeded',
          at: now,
          target: id,
          startedAt,
          evidence: provenBy(execution, report),
          late: true,
        }),
      )
    case 'failed': {
      const failure = judge(progress, target, report.reply)
      return repeat(
        failure.class === 'cancelled'
          ? progress
          : learn(progress, { ...stamp(progress, attempt, failure), late: true }),
      )
    }
    default:
      return assertNever(report)
  }
}

function succeeded(progress: Progress, attempt: Attempt, report: Extract<Report, { type: 'succeeded' }>): Progress {
  const evidence = provenBy(progress.execution, report)
  const over = ended(progress, attempt.number, { outcome: 'succeeded' })
  return learn(over, {
    type: 'attempt-succeeded',
    at: progress.now,
    target: attempt.target,
    startedAt: attempt.startedAt,
    evidence,
  })
}

function abandoned(progress: Progress): Progress {
  const { phase, attempts } = progress.execution
  const attempt = attempts.at(-1)
  if (attempt === undefined || (phase.type !== 'attempting' && phase.type !== 'committed')) return progress
  const over = ended(progress, attempt.number, { outcome: 'abandoned' })
  return learn(over, {
    type: 'attempt-abandoned',
    at: progress.now,
    target: attempt.target,
    startedAt: attempt.startedAt,
  })
}

/** What the rules say of a reply that the shell calls a failure; one that no rule blames is a broken stream (rule 28). */
function judge({ policy, execution, now }: Progress, target: Target, reply: Reply): Failure {
  const { operation } = execution.request
  const context = { target, now, ...(operation === undefined ? {} : { operation }) }
  return (
    classify(policy, reply, context) ?? {
      class: 'stream-broken',
      scope: 'target',
      rule: 'protocol: failed, yet no rule blames the reply',
    }
  )
}

function stamp(
  { policy, snapshot, execution, now }: Progress,
  attempt: Attempt,
  failure: Failure,
): ReturnType<typeof blame> {
  const { operation } = execution.request
  return blame(policy, snapshot, { ...attempt, ...(operation === undefined ? {} : { operation }) }, failure, now)
}

const provenBy = (execution: Execution, report: Extract<Report, { type: 'succeeded' }>): Evidence =>
  report.evidence ?? evidenceOf(execution.request.operation)

/** What the first content proves: a generation has started; for other operations the answer itself. */
function committedEvidence(operation: Operation | undefined): Evidence {
  const complete = evidenceOf(operation)
  return complete === 'generation-completed' ? 'generation-started' : complete
}

function currentAttempt({ attempts }: Execution): Attempt {
  const attempt = attempts.at(-1)
  if (attempt === undefined) throw new ProtocolError('no attempt has been made')
  return attempt
}
