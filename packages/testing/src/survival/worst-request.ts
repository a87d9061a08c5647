import {
  type AttemptCommand,
  advance,
  begin,
  emptySnapshot,
  type Failure,
  failureClasses,
  type Instant,
  type Milliseconds,
  type Policy,
  type Reply,
  type Report,
  type RouteRequest,
  type Step,
} from '@router/core'
import { poolOf } from '../play/members-of.js'
import { linesOfMoments, type PlayedMoment } from '../transcripts/moments.js'
import type { WorstRequest } from './survival.js'

/**
 * The worst that upstreams can do to one request. They answer at once, and always with what costs the most: core is pure,
 * so each answer is tried before one is given.
 */
export function worstRequest(policy: Policy, request: RouteRequest): WorstRequest {
  const answers = answersFor(policy, request)
  const { attempts, moments } = play({ ...policy, rules: [asTold(answers), ...policy.rules] }, request, answers)
  return { attempts, waitMs: longestWaitMs(policy), transcript: linesOfMoments(moments).join('\n') }
}

/** All that its patience and its deadline allow: everybody may be cooling when it comes (rules 24 to 26). */
function longestWaitMs({ patience, budget, whenAllCooling, targets }: Policy): Milliseconds {
  const { totalMs, sameTargetMs } = patience
  const most = whenAllCooling === 'fail' ? Math.min(totalMs, sameTargetMs * targets.size) : totalMs
  return Math.max(0, Math.min(most, (budget.deadlineMs ?? Number.POSITIVE_INFINITY) - budget.minAttemptMs))
}

interface Answer {
  readonly reply: Reply
  readonly failure: Failure
}

/** How the commonest look, so that the transcript reads well; what they are judged to be does not hang on it. */
const statuses: Partial<Readonly<Record<Failure['class'], number>>> = {
  'rate-limited': 429,
  'auth-invalid': 401,
  'server-error': 500,
}

/** A failure that blames the target alone, since a wider one leaves fewer to ask. */
function answerOf(kind: Failure['class'], retryAfterMs?: Milliseconds): Answer {
  const hint = retryAfterMs === undefined ? {} : { retryAfterMs }
  const headers = retryAfterMs === undefined ? {} : { 'retry-after-ms': String(retryAfterMs) }
  const status = statuses[kind]
  return {
    reply: { type: 'response', status: status ?? 599, headers, body: status === undefined ? kind : '' },
    failure: { class: kind, scope: kind === 'context-length-exceeded' ? 'request' : 'target', rule: 'worst', ...hint },
  }
}

/** Each reply is judged to be what it is meant to be. */
const asTold =
  (answers: readonly Answer[]): Policy['rules'][number] =>
  (reply) =>
    answers.find((answer) => answer.reply === reply)?.failure

function answersFor(policy: Policy, request: RouteRequest): readonly Answer[] {
  const larger = poolOf(policy, request.model)?.largerContext !== undefined
  const kinds = failureClasses.filter((kind) => {
    const { next } = policy.effects[kind]
    return kind !== 'cancelled' && (next === 'failover' || (next === 'larger-context' && larger))
  })
  return [...kinds.map((kind) => answerOf(kind)), ...hintsFor(policy).map((hintMs) => answerOf('rate-limited', hintMs))]
}

/** The retry time that is just short enough to be waited for. */
const hintsFor = ({ patience: { sameTargetMs } }: Policy): readonly Milliseconds[] =>
  sameTargetMs > 0 ? [sameTargetMs] : []

interface Played {
  readonly attempts: number
  readonly moments: readonly PlayedMoment[]
}

function play(policy: Policy, request: RouteRequest, answers: readonly Answer[]): Played {
  let now = 0
  let step = begin(policy, emptySnapshot, request, now)
  const moments: PlayedMoment[] = [{ moment: { type: 'begin', at: now, request }, step }]
  for (let next = worstOf(policy, step, answers, now); next !== undefined; next = worstOf(policy, step, answers, now)) {
    now = next.at
    step = next.step
    moments.push({ moment: { type: 'advance', at: now, id: request.id, report: next.report, late: false }, step })
  }
  return { attempts: step.execution.attempts.length, moments }
}

/** The step after the worst answer to a command; undefined where the request has ended. */
function worstOf(
  policy: Policy,
  { command, snapshot, execution }: Step,
  answers: readonly Answer[],
  now: Instant,
): Answered | undefined {
  const after = (report: Report, at: Instant): Answered => ({
    report,
    at,
    step: advance(policy, snapshot, execution, report, at),
  })
  if (command.type === 'wait') return after({ type: 'woke' }, command.until)
  if (command.type !== 'attempt') return undefined
  const { number } = command
  return mostAttempts(
    answers.map(({ reply }) => after({ type: 'failed', number, reply }, now)),
    command,
  )
}

interface Answered {
  readonly at: Instant
  readonly report: Report
  readonly step: Step
}

/** The answer after which the most is still to come: first what costs no other target, last what ends the request. */
function mostAttempts(steps: readonly Answered[], asked: AttemptCommand): Answered | undefined {
  const worth = ({ step: { command, events, execution } }: Answered): number => {
    switch (command.type) {
      case 'attempt': {
        const spends = events.some((event) => event.type === 'attempt-started' && event.spendsToken)
        if (command.target.id === asked.target.id) return spends ? 5 : 6
        return execution.name === execution.request.model ? 3 : 1
      }
      case 'wait':
        return execution.phase.type === 'waiting' && execution.phase.again !== undefined ? 4 : 2
      default:
        return 0
    }
  }
  return steps.reduce<Answered | undefined>(
    (best, each) => (best === undefined || worth(each) > worth(best) ? each : best),
    undefined,
  )
}
