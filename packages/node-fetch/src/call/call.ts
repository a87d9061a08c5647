import { type Endpoint, endpointOf } from './endpoint.js'
import { membersOf, replaced, type Slice } from './json-members.js'
import { UnreadableCall } from './unreadable-call.js'

/** A request as the caller made it, read once, so that it can be sent any number of times. */
export interface Call {
  readonly endpoint: Endpoint
  readonly method: string
  /** By names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  /** The query of the caller's URL, with its `?`. */
  readonly query: string
  readonly body: string
  /** What is asked for. */
  readonly model: string
  readonly stream: boolean
  /** The body with another model in its place. */
  readonly bodyFor: (model: string) => string
  /** The caller's own Request, where it made one: a signal that came in one is lost when nobody holds it. */
  readonly held?: unknown
}

/** What a call is made of. */
export interface Asked extends Pick<Call, 'headers' | 'body' | 'held'> {
  readonly url: URL
  readonly method: string
}

/** Reads what a request asks for; throws an UnreadableCall where it cannot be sent to anybody. */
export function callOf({ url, method, headers, body, held }: Asked): Call {
  if (!isSendable(method)) throw new UnreadableCall(400, 'the method of the request cannot be sent: use POST')
  if (!isPlain(headers)) throw new UnreadableCall(415, 'the body of the request is compressed: send it as it is')
  const endpoint = endpointOf(url.pathname)
  const members = membersOf(body, ['model', 'stream'])
  const slice = members?.get('model')
  const stream = members?.get('stream')
  const model = endpoint.model ?? (slice === undefined ? '' : textAt(body, slice))
  if (model === '') throw new UnreadableCall(400, 'the request names no model: send JSON with a top-level "model"')
  return {
    endpoint,
    method,
    headers,
    query: url.search,
    body,
    model,
    stream: endpoint.stream ?? (stream !== undefined && body.slice(stream.start, stream.end) === 'true'),
    bodyFor: (other) => (slice === undefined ? body : replaced(body, slice, JSON.stringify(other))),
    held,
  }
}

/** What no platform sends must not be taken for the failure of an upstream. */
const isSendable = (method: string): boolean =>
  /^[A-Z][A-Z-]*$/.test(method) && !['CONNECT', 'TRACE', 'TRACK'].includes(method)

/** Only a text can be read for its model, and sent on without its encoding. */
const isPlain = ({ 'content-encoding': encoding = 'identity' }: Call['headers']): boolean =>
  encoding.trim().toLowerCase() === 'identity'

const textAt = (body: string, { start, end }: Slice): string => {
  try {
    const value: unknown = JSON.parse(body.slice(start, end))
    return typeof value === 'string' ? value : ''
  } catch {
    return ''
  }
}
