import {
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
  type TargetId,
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
  /** What it is judged to be; absent: what the policy says. */
  readonly failure?: Failure
}

/** The one failure that is asked again although its class may not be: a connection that was used before may close at any time. */
const closed: Answer = { reply: { type: 'network', code: 'ECONNRESET', message: 'socket hang up', reused: true } }

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

/** One answer for each effect that there is: more than one of them would only be tried in vain. */
function answersFor(policy: Policy, request: RouteRequest): readonly Answer[] {
  const larger = poolOf(policy, request.model)?.largerContext !== undefined
  const kinds = failureClasses.filter((kind) => {
    const { next } = policy.effects[kind]
    return kind !== 'cancelled' && (next === 'failover' || (next === 'larger-context' && larger))
  })
  const known = new Set<string>()
  const distinct = kinds.filter((kind) => {
    const effect = kind === 'auth-invalid' ? kind : JSON.stringify(policy.effects[kind])
    return !known.has(effect) && known.add(effect)
  })
  const hinted = hintsFor(policy).map((ms) => answerOf('rate-limited', ms))
  return [...distinct.map((kind) => answerOf(kind)), ...hinted, closed]
}

/** The retry time that is just short enough to be waited for. */
const hintsFor = ({ patience: { sameTargetMs } }: Policy): readonly Milliseconds[] =>
  sameTargetMs > 0 ? [sameTargetMs] : []

interface Played {
  readonly attempts: number
  readonly moments: readonly PlayedMoment[]
}

function play(policy: Policy, request: RouteRequest, answers: readonly Answer[]): Played {
  let last: Answered = { at: 0, step: begin(policy, emptySnapshot, request, 0) }
  const moments: PlayedMoment[] = [{ moment: { type: 'begin', at: 0, request }, step: last.step }]
  for (let worst = worstOf(policy, last, answers); worst.length > 0; worst = worstOf(policy, last, answers))
    for (const next of worst) {
      last = next
      const { at, step, report } = next
      if (report !== undefined)
        moments.push({ moment: { type: 'advance', at, id: request.id, report, late: false }, step })
    }
  return { attempts: last.step.execution.attempts.length, moments }
}

/** The steps after the worst answers to a command, until another target is asked; none where the request has ended. */
function worstOf(policy: Policy, from: Answered, answers: readonly Answer[]): readonly Answered[] {
  const { command } = from.step
  if (command.type === 'wait') return [afterReport(policy, from, { type: 'woke' }, command.until)]
  if (command.type !== 'attempt') return []
  let worst: readonly Answered[] = []
  for (const answered of afterAnswers(policy, from, answers)) {
    const chain = [answered, ...furtherTries(policy, answered, command.target.id, answers)]
    if (chain.length > worst.length || (chain.length === worst.length && endOf(chain) > endOf(worst))) worst = chain
  }
  return worst
}

interface Answered {
  readonly at: Instant
  readonly step: Step
  /** What came in; absent: the request began. */
  readonly report?: Report
}

function afterReport(
  policy: Policy,
  { step: { snapshot, execution } }: Answered,
  report: Report,
  at: Instant,
): Answered {
  return { report, at, step: advance(policy, snapshot, execution, report, at) }
}

const afterAnswers = (policy: Policy, from: Answered, answers: readonly Answer[]): readonly Answered[] =>
  answers.map(({ reply }) =>
    afterReport(policy, from, { type: 'failed', number: from.step.execution.attempts.length, reply }, from.at),
  )

/** So many answers in a row are tried in every order; after them the first that will do is taken. */
const tried = 2

/** The longest way to make one target be asked again before the request moves on: retries, a refresh, its own hint. */
function furtherTries(
  policy: Policy,
  from: Answered,
  target: TargetId,
  answers: readonly Answer[],
  depth = 1,
): readonly Answered[] {
  const { command, execution } = from.step
  if (command.type === 'wait' && execution.phase.type === 'waiting' && execution.phase.again === target) {
    const woken = afterReport(policy, from, { type: 'woke' }, command.until)
    return [woken, ...furtherTries(policy, woken, target, answers, depth)]
  }
  if (command.type !== 'attempt' || command.target.id !== target) return []
  let longest: readonly Answered[] = []
  for (const next of afterAnswers(policy, from, answers)) {
    const chain = [next, ...furtherTries(policy, next, target, answers, depth + 1)]
    if (chain.length > longest.length || (chain.length === longest.length && endOf(chain) > endOf(longest)))
      longest = chain
    if (longest.length > 1 && depth >= tried) break
  }
  return longest
}

/** What a chain leaves to be done. */
const endOf = (chain: readonly Answered[]): number => {
  const last = chain.at(-1)
  return last === undefined ? -1 : worthOf(last.step)
}

/** What is worse for the request: another target, before a wait, before an alias with a larger context; the end at last. */
function worthOf({ command, execution }: Step): number {
  switch (command.type) {
    case 'attempt':
      return execution.name === execution.request.model ? 3 : 1
    case 'wait':
      return 2
    default:
      return 0
  }
}
