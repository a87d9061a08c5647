import type { AttemptCommand, AttemptTimeouts, Commit, Instant, Reply, Report, Target } from '@router/core'
import { AttemptLife } from '../attempt/attempt-life.js'
import { readErrorBody } from '../attempt/body-reader.js'
import { withoutSecret } from '../attempt/without-secret.js'
import type { Performed } from './run.js'
import type { Running } from './running.js'
import { thrownReply } from './thrown-reply.js'

/** One attempt, for whoever makes it: an HTTP layer, an SDK, anything. */
export interface AttemptContext {
  /** Counts from 1. */
  readonly number: number
  readonly target: Target
  /** Aborted when the caller cancels and when `timeouts.totalMs` has passed. */
  readonly signal: AbortSignal
  readonly timeouts: AttemptTimeouts
  readonly deadlineAt?: Instant
  readonly commit: Commit
  /** The secret of the target's credential, fetched anew where the last one was refused. */
  readonly secret: () => Promise<string>
  /** Says that the caller has been given content: from then on nothing fails over. Resolves when that is known to all. */
  readonly committed: () => Promise<void>
}

/**
 * Makes one attempt. What it returns is the answer; what it throws is a failure: an error of the network, of an SDK with
 * its status, headers and body, a `Response`, or a {@link FailedAttempt} that holds the reply. A `Response` that is returned
 * with an error status is a failure, too.
 */
export type MakeAttempt<T> = (attempt: AttemptContext) => T | Promise<T>

/** Performs a command by what the user of `execute` makes of it. */
export async function performBy<T>(
  make: MakeAttempt<T>,
  command: AttemptCommand,
  running: Running,
  secret: () => Promise<string>,
): Promise<Performed<T>> {
  const { number, target, timeouts, deadlineAt, commit } = command
  const life = new AttemptLife({ ...timeouts, ...noByteClocks })
  const off = running.cancellation.on(() => life.stop({ type: 'cancelled' }))
  let committing: Promise<unknown> | undefined
  const committed = async (): Promise<void> => {
    committing ??= running.report({ type: 'committed', number })
    await committing
  }
  const told: string[] = []
  const secretFor = async (): Promise<string> => {
    const known = await secret()
    told.push(known)
    return known
  }
  const failed = (reply: Reply): Report => ({ type: 'failed', number, reply: told.reduce(withoutSecret, reply) })
  const given = { number, target, timeouts, commit, committed, secret: secretFor, signal: life.signal }
  try {
    const context = deadlineAt === undefined ? given : { ...given, deadlineAt }
    const value = await life.until(Promise.resolve().then(() => make(context)))
    const reply = await failedResponse(value)
    await committing
    return reply === undefined
      ? { report: { type: 'succeeded', number }, deliver: () => value }
      : { report: failed(reply) }
  } catch (error) {
    await committing
    const reply = life.stopped ?? (await thrownReply(error))
    return { report: reply.type === 'cancelled' ? { type: 'cancelled' } : failed(reply) }
  } finally {
    off()
    life.close()
  }
}

// Whoever makes the attempt sees the bytes, and times them.
const noByteClocks = { firstByteMs: undefined, firstContentMs: undefined } as unknown as Partial<AttemptTimeouts>

async function failedResponse(value: unknown): Promise<Reply | undefined> {
  if (!(value instanceof Response) || value.ok || value.status < 300) return undefined
  const { status, headers, body } = value
  return { type: 'response', status, headers: Object.fromEntries(headers), body: await readErrorBody(body) }
}
