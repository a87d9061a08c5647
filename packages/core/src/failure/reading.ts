import { isErrorStatus, saysError } from '../wire/says-error.js'
import { type NetworkReply, type Reply, replyCap } from '../words/reply.js'
import type { Operation } from '../words/route-request.js'
import { type Fields, fieldsOf, fold, lowerCaseKeys } from './fields.js'
import { jsonIn } from './json-in.js'
import { barrier, plainWords } from './plain-words.js'

/** HTTP headers by lower-case name. */
export type Headers = Readonly<Record<string, string | undefined>>

/** A failed reply as tables see it: every shape of error brought to the same few fields. */
export interface Reading {
  /** The HTTP status; inside a success the one that the error itself names; 0 where there is none. */
  readonly status: number
  /**
   * Its machine words, folded by {@link fold}: those of the body; the names of headers that say `rejected`; `page` for a
   * page for browsers and `silent` for an empty body; `operation count` and the like for what was asked; of what is no
   * response its type, its kind and its codes.
   */
  readonly codes: ReadonlySet<string>
  /** What it says: its codes and its sentences, or all of a body that is no JSON. */
  readonly text: string
  /** The same as plain words. */
  readonly words: Uint16Array
  /** The headers of the reply and, where it has none of a name, those handed on inside its body. */
  readonly headers: Headers
  readonly innerHeaders: Headers
  /** Fields that state when to come back. */
  readonly times: Fields['times']
}

/**
 * Reads a reply; `undefined`: it is a success. Total, linear, at most 64 KiB of it, blind to the case and order of
 * headers and keys (rule 13).
 */
export function readReply(reply: Reply, operation?: Operation): Reading | undefined {
  switch (reply.type) {
    case 'response':
      return readBody(reply, reply.body, false, operation)
    case 'stream-event':
      return readBody(reply, reply.data, reply.event === 'error', operation)
    case 'network':
      return readNetwork(reply)
    case 'timeout':
      return readingOf([reply.type, reply.phase])
    default:
      return readingOf([reply.type])
  }
}

const pageStart = /^\s{0,64}<(?:!doctype )?html/i

function readBody(
  { status, headers: given }: Extract<Reply, { readonly status: number }>,
  all: string,
  errorEvent: boolean,
  operation: Operation | undefined,
): Reading | undefined {
  const body = all.slice(0, replyCap)
  const json = jsonIn(body)
  const succeeded = status >= 200 && status < 300
  const isPage = pageStart.test(body)
  if (succeeded && !errorEvent && !isPage && !saysError(json)) return undefined

  const headers = lowerCaseKeys(given)
  const { codes, sentences, times, headers: innerHeaders } = fieldsOf(json)
  const own = succeeded ? Number(codes.find(isErrorStatus) ?? 0) : status
  const amazonType = headers['x-amzn-errortype']
  if (amazonType !== undefined) codes.push(...amazonType.split(':', 1))
  const said = codes.length + sentences.length > 0 ? [...codes, ...sentences] : [body]
  for (const name in headers) if (headers[name] === 'rejected') codes.push(name)
  if (isPage || headers['content-type']?.startsWith('text/html')) codes.push('page')
  if (body.trim() === '') codes.push('silent')
  if (operation !== undefined) codes.push(`operation ${operation}`)
  for (const name in innerHeaders) headers[name] ??= innerHeaders[name] as string
  return readingOf(codes, said, own, headers, innerHeaders, times)
}

const maxCauses = 16

function readNetwork(reply: NetworkReply): Reading {
  const causes = [reply as Omit<NetworkReply, 'type'>]
  for (const { cause, errors = [] } of causes) {
    if (causes.length > maxCauses) break
    causes.push(...(cause ? [cause] : []), ...errors.slice(0, maxCauses))
  }
  const codes = causes.flatMap(({ name, code }) => [name ?? [], code ?? []].flat().map(String))
  const sentences = causes.flatMap(({ message }) => message ?? [])
  // Only the outermost name tells whose error it is: a failing proxy nests an AbortError of its own.
  const signs = [reply.type, reply.reused === true ? 'reused' : '', `outermost ${reply.name}`]
  return readingOf([...signs, ...codes], [...codes, ...sentences])
}

function readingOf(
  codes: readonly string[],
  said = codes,
  status = 0,
  headers: Headers = {},
  innerHeaders: Headers = {},
  times: Fields['times'] = {},
): Reading {
  const text = said.join(barrier).slice(0, replyCap)
  return { status, codes: new Set(codes.map(fold)), text, words: plainWords(text), headers, innerHeaders, times }
}
