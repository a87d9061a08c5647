import type { AttemptCommand, Reply } from '@router/core'
import { readerOf } from '@router/core/wire'
import type { Call } from '../call/call.js'
import { type Prepared, prepared } from '../upstream/prepare.js'
import { secretOf } from '../upstream/secret-of.js'
import type { Answer } from '../upstream/send.js'
import type { Sender } from '../upstream/sender.js'
import type { Upstream } from '../upstream/upstream.js'
import type { AttemptLife } from './attempt-life.js'
import { readErrorBody } from './body-reader.js'
import { FailedAttempt } from './failed-attempt.js'
import { isReused, networkReply } from './network-reply.js'
import type { OpenBody } from './open-body.js'
import { openPlain } from './open-plain.js'
import { openStream } from './open-stream.js'
import type { Opened } from './opened.js'
import { withoutSecret } from './without-secret.js'

/** What an attempt needs besides the call. */
export interface AttemptContext {
  readonly upstream: Upstream
  readonly send: Sender
  readonly life: AttemptLife
  /** The name that the answer's model is to have instead of the upstream's. */
  readonly renamed: string | undefined
  /** Providers that have answered before: a connection to them may be a kept one. */
  readonly answered: Set<string>
}

/** Makes one attempt up to the point where something may be handed to the caller. Never rejects. */
export async function openAttempt(call: Call, command: AttemptCommand, context: AttemptContext): Promise<Opened> {
  const { life } = context
  let opened: Opened
  try {
    opened = await openOnce(call, command, context)
  } catch {
    // A bug of this package or of a reader must not hang a request; it is nobody's fault, so it is judged like a broken answer.
    opened = { type: 'failed', reply: life.stopped ?? { type: 'malformed' } }
  }
  if (opened.type === 'failed') life.close()
  if (opened.type === 'whole') life.end()
  return opened
}

async function openOnce(call: Call, command: AttemptCommand, context: AttemptContext): Promise<Opened> {
  const { target } = command
  const { upstream, life, renamed, answered } = context
  let secret = ''
  const clean = (reply: Reply): Reply => withoutSecret(reply, secret)
  let response: Answer
  try {
    secret = await settled(secretOf(target, upstream, command.refresh === true), life)
    const request = await settled(prepared(call, target, upstream, secret), life)
    response = await life.until(sent(request, command, context))
    if (!isResponse(response))
      throw Object.assign(new TypeError('fetch returned no Response'), { code: 'ERR_NO_RESPONSE' })
  } catch (error) {
    if (life.stopped !== undefined) return { type: 'failed', reply: life.stopped }
    if (error instanceof FailedAttempt) return { type: 'failed', reply: clean(error.reply) }
    return { type: 'failed', reply: clean(networkReply(error, isReused(error, answered.has(target.provider)))) }
  }
  answered.add(target.provider)
  const { status, body } = response
  if (status < 200 || status >= 300) {
    const text = await readErrorBody(body)
    const headers = Object.fromEntries(response.headers)
    return { type: 'failed', reply: life.stopped ?? clean({ type: 'response', status, headers, body: text }) }
  }
  if (body === null) return { type: 'failed', reply: { type: 'empty' } }
  const reader = upstream.reader ?? readerOf(target.dialect)
  const open: OpenBody = { command, life, response, body, renamed, reader, clean }
  return isEventStream(response) ? await openStream(open) : await openPlain(open)
}

/** What may have to be waited for, but not longer than the attempt lives. */
const settled = <T>(value: T | Promise<T>, life: AttemptLife): T | Promise<T> =>
  value instanceof Promise ? life.until(value) : value

function sent(
  { url, method, headers, body }: Prepared,
  { timeouts: { connectMs } }: AttemptCommand,
  { send, life }: AttemptContext,
): Promise<Answer> {
  const request = { url, method, headers, connectMs }
  return send(method === 'GET' || method === 'HEAD' || body === undefined ? request : { ...request, body }, life)
}

const isResponse = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'status' in value && 'headers' in value && 'body' in value

const isEventStream = ({ headers }: Answer): boolean =>
  headers.get('content-type')?.toLowerCase().startsWith('text/event-stream') === true
