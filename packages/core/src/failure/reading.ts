import { isErrorStatus, saysError } from '../wire/says-error.js'
import { type NetworkCause, type Reply, replyCap } from '../words/reply.js'
import { type Fields, fieldsOf, lowerCaseKeys } from './fields.js'
import { jsonIn } from './json-in.js'

/** HTTP headers by lower-case name. */
export type Headers = Readonly<Record<string, string | undefined>>

/** A reply as tables see it: every shape of error body brought to the same few fields. */
export interface Reading {
  readonly type: Reply['type']
  /** What happened, where the type has kinds: the phase of a timeout, `reused` for a network error on a kept-alive connection. */
  readonly kind?: string
  /** The HTTP status; inside a success the one that the error itself names; 0 where there is none. */
  readonly status: number
  /** Names lower-case. */
  readonly headers: Headers
  /** The machine words of the reply, folded by {@link fold}, each with a blank before and after. */
  readonly words: string
  /** What it says to people, lower-case; all of the body where the body is no JSON. */
  readonly text: string
  readonly html: boolean
  /** Is it an error at all? */
  readonly error: boolean
  /** Stated times and handed-on headers. */
  readonly times: Fields['times']
  readonly innerHeaders: Headers
}

/** Reads a reply: total, linear, at most 64 KiB of it, blind to the case and order of headers and keys (rule 13). */
export function readReply(reply: Reply): Reading {
  switch (reply.type) {
    case 'response':
      return readBody(reply.type, reply.status, reply.headers, reply.body, false)
    case 'stream-event':
      return readBody(reply.type, reply.status, reply.headers, reply.data, reply.event === 'error')
    case 'network':
      return readNetwork(reply)
    case 'timeout':
      return { ...silent, type: reply.type, kind: reply.phase }
    default:
      return { ...silent, type: reply.type }
  }
}

/** Machine words are compared by their letters and digits alone: `InsufficientQuota` is `insufficient_quota`. */
export function fold(code: string): string {
  return code.toLowerCase().replace(/[^a-z0-9]/g, '')
}

const silent = { status: 0, headers: {}, words: '', text: '', html: false, error: true, times: {}, innerHeaders: {} }

function readBody(
  type: Reply['type'],
  status: number,
  rawHeaders: Readonly<Record<string, string>>,
  whole: string,
  errorEvent: boolean,
): Reading {
  const body = whole.slice(0, replyCap)
  const headers: Headers = lowerCaseKeys(rawHeaders)
  const json = jsonIn(body)
  const fields = fieldsOf(json)
  const start = body.slice(0, 64).trimStart().toLowerCase()
  const html =
    start.startsWith('<!doctype html') ||
    start.startsWith('<html') ||
    headers['content-type']?.startsWith('text/html') === true
  const succeeded = status >= 200 && status < 300
  const amazonType = headers['x-amzn-errortype']?.split(':', 1)[0]
  if (amazonType !== undefined) fields.codes.push(amazonType)
  return {
    type,
    status: succeeded ? Number(fields.codes.find(isErrorStatus) ?? 0) : status,
    headers,
    words: wordsOf(fields.codes),
    text: textOf(fields.messages.length > 0 ? fields.messages : [body]),
    html,
    error: !succeeded || errorEvent || saysError(json) || (html && start.startsWith('<')),
    times: fields.times,
    innerHeaders: fields.headers,
  }
}

const maxCauses = 16

function readNetwork(reply: NetworkCause & { readonly reused?: boolean }): Reading {
  const causes: NetworkCause[] = [reply]
  for (const { cause, errors } of causes) {
    if (causes.length > maxCauses) break
    causes.push(...(cause ? [cause] : []), ...(errors ?? []).slice(0, maxCauses))
  }
  const codes = causes.flatMap(({ name, code }) => [name, code]).filter((word) => word !== undefined && word !== null)
  return {
    ...silent,
    type: 'network',
    ...(reply.reused === true ? { kind: 'reused' } : {}),
    // Only the outermost name tells whose error it is: a failing proxy nests an AbortError of its own.
    words: `${wordsOf(codes.map(String))}outermost${fold(String(reply.name ?? ''))} `,
    text: textOf(causes.flatMap(({ message }) => (typeof message === 'string' ? [message] : []))),
  }
}

const wordsOf = (codes: readonly string[]): string =>
  ` ${codes.map((code) => fold(code.slice(code.lastIndexOf('#') + 1))).join(' ')} `

const textOf = (sentences: readonly string[]): string =>
  sentences.join('\n').slice(0, replyCap).toLowerCase().replaceAll('’', "'")
