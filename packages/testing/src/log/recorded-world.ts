import type {
  AttemptCommand,
  Failure,
  Instant,
  Milliseconds,
  Policy,
  Reply,
  RouteRequest,
  TargetId,
} from '@router/core'
import type { JudgedReplies } from '../play/judged-replies.js'
import type { Outcome, World } from '../simulate/world.js'
import type { LoggedReport } from './entry.js'
import type { LogLine } from './read-log.js'

/** How one attempt went, as it was recorded. */
interface RecordedAttempt {
  readonly id: string
  readonly target: TargetId
  readonly startedAt: Instant
  /** Until the first content, or the failure. */
  afterMs?: Milliseconds
  /** From the first content on. */
  restMs?: Milliseconds
  failed?: Failed
}

type Failed = { readonly reply: Reply } | { readonly failure: Failure }

/**
 * Upstreams that do again what a log says they did: to the same request at the same target the very same; to another one
 * what they did to whoever asked nearest in time; and where nobody ever asked, they serve as fast as usual: a guess.
 */
export class RecordedWorld implements World {
  /** The requests whose fate hangs on a guess. */
  readonly guessed: Set<string> = new Set()
  readonly #policy: Policy
  readonly #judged: JudgedReplies
  readonly #byTarget = new Map<string, RecordedAttempt[]>()
  readonly #bySame = new Map<string, RecordedAttempt[]>()
  readonly #usualMs: Milliseconds

  constructor(policy: Policy, judged: JudgedReplies, log: readonly LogLine[]) {
    this.#policy = policy
    this.#judged = judged
    const attempts = attemptsIn(log)
    for (const attempt of attempts) {
      addTo(this.#byTarget, attempt.target, attempt)
      addTo(this.#bySame, sameKey(attempt.id, attempt.target), attempt)
    }
    const served = attempts.flatMap(({ failed, afterMs }) =>
      failed === undefined && afterMs !== undefined ? afterMs : [],
    )
    this.#usualMs = served.sort((a, b) => a - b)[Math.floor(served.length / 2)] ?? 1_000
  }

  attempt({ target }: AttemptCommand, { id }: RouteRequest, _: number, now: Instant): Outcome {
    const recorded =
      this.#bySame.get(sameKey(id, target.id))?.shift() ?? nearest(this.#byTarget.get(target.id) ?? [], now)
    if (recorded?.afterMs === undefined) {
      this.guessed.add(id)
      return { type: 'served', afterMs: this.#usualMs }
    }
    const { afterMs, restMs, failed } = recorded
    if (failed !== undefined && restMs === undefined) return { type: 'failed', afterMs, reply: this.#replyOf(failed) }
    if (restMs === undefined) return { type: 'served', afterMs }
    const broken = failed === undefined ? {} : { broken: this.#replyOf(failed) }
    return { type: 'served', afterMs, stream: { afterMs: restMs, ...broken } }
  }

  end(): void {}

  costOf(): number {
    return 0
  }

  #replyOf(failed: Failed): Reply {
    return 'reply' in failed ? failed.reply : this.#judged.replyOf(failed.failure, this.#policy)
  }
}

const sameKey = (id: string, target: string): string => `${id}\n${target}`

function addTo(map: Map<string, RecordedAttempt[]>, key: string, attempt: RecordedAttempt): void {
  const known = map.get(key)
  if (known === undefined) map.set(key, [attempt])
  else known.push(attempt)
}

/** In the order in which they started, as a log has them. */
function nearest(attempts: readonly RecordedAttempt[], now: Instant): RecordedAttempt | undefined {
  let low = 0
  let high = attempts.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((attempts[middle]?.startedAt ?? 0) < now) low = middle + 1
    else high = middle
  }
  const [before, after] = [attempts[low - 1], attempts[low]]
  if (before === undefined || after === undefined) return after ?? before
  return now - before.startedAt <= after.startedAt - now ? before : after
}

function attemptsIn(log: readonly LogLine[]): readonly RecordedAttempt[] {
  const attempts: RecordedAttempt[] = []
  const open = new Map<string, RecordedAttempt>()
  for (const { entry } of log) {
    if (entry.type !== 'begin' && entry.type !== 'advance') continue
    const id = entry.type === 'begin' ? entry.request.id : entry.id
    const attempt = open.get(id)
    if (entry.type === 'advance' && attempt !== undefined) note(attempt, entry.report, entry.at)
    if (entry.command.type === 'attempt') {
      const started = { id, target: entry.command.target, startedAt: entry.at }
      open.set(id, started)
      attempts.push(started)
    } else if (entry.command.type !== 'deliver') open.delete(id)
  }
  // Whoever was given up says nothing of its upstream.
  return attempts.filter(({ afterMs }) => afterMs !== undefined)
}

function note(attempt: RecordedAttempt, report: LoggedReport, at: Instant): void {
  if (!('number' in report)) return
  if (attempt.afterMs === undefined) attempt.afterMs = at - attempt.startedAt
  else attempt.restMs = at - attempt.startedAt - attempt.afterMs
  if (report.type === 'failed')
    attempt.failed = 'reply' in report ? { reply: report.reply } : { failure: report.failure }
}
