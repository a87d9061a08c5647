import type { Call } from './call.js'
import { endpointOf } from './endpoint.js'
import { membersOf, replaced, type Slice } from './json-members.js'

/** The most bytes of a request's body that are read: it has to be kept, to be sent again. */
const maxBodyBytes = 32 * 1024 * 1024

/** A request that cannot be routed, and the status that says so. */
export class UnreadableCall extends Error {
  override readonly name = 'UnreadableCall'
  readonly status: 400 | 413

  constructor(status: 400 | 413, message: string) {
    super(message)
    this.status = status
  }
}

/** Reads what was handed to `fetch`. Everything is read before the first attempt: some bodies can be read only once. */
export async function readCall(input: string | URL | Request, init: RequestInit = {}): Promise<Call> {
  const request = input instanceof Request ? input : undefined
  const url = new URL(request?.url ?? String(input))
  const headers = new Headers(init.headers ?? request?.headers)
  const method = (init.method ?? request?.method ?? 'GET').toUpperCase()
  if (!isSendable(method)) throw new UnreadableCall(400, 'the method of the request cannot be sent: use POST')
  const signal = init.signal ?? request?.signal ?? undefined
  const body = init.body === undefined || init.body === null ? await bodyOf(request) : await textOf(init.body)
  const endpoint = endpointOf(url.pathname)
  const members = membersOf(body, ['model', 'stream'])
  const slice = members?.get('model')
  const stream = members?.get('stream')
  return {
    endpoint,
    method,
    headers,
    query: url.search,
    body,
    model: endpoint.model ?? (slice === undefined ? '' : textAt(body, slice)),
    stream: endpoint.stream ?? (stream !== undefined && body.slice(stream.start, stream.end) === 'true'),
    bodyFor: (model) => (slice === undefined ? body : replaced(body, slice, JSON.stringify(model))),
    signal,
    held: request,
  }
}

/** What no platform sends must not be taken for the failure of an upstream. */
const isSendable = (method: string): boolean =>
  /^[A-Z][A-Z-]*$/.test(method) && !['CONNECT', 'TRACE', 'TRACK'].includes(method)

const textAt = (body: string, { start, end }: Slice): string => {
  try {
    const value: unknown = JSON.parse(body.slice(start, end))
    return typeof value === 'string' ? value : ''
  } catch {
    return ''
  }
}

const bodyOf = async (request: Request | undefined): Promise<string> =>
  request?.body ? await collected(request.body) : ''

async function textOf(body: NonNullable<RequestInit['body']>): Promise<string> {
  if (typeof body === 'string') return checked(body)
  if (body instanceof URLSearchParams) return checked(body.toString())
  if (body instanceof ArrayBuffer || ArrayBuffer.isView(body)) {
    const bytes =
      body instanceof ArrayBuffer ? new Uint8Array(body) : new Uint8Array(body.buffer, body.byteOffset, body.byteLength)
    return decodedBytes(checkedSize(bytes))
  }
  if (body instanceof Blob) return checked(await body.text())
  if (body instanceof FormData) throw new UnreadableCall(400, 'a form has no model that could be routed: send JSON')
  return await collected(body)
}

/** Streams and other iterables of bytes or text. */
async function collected(body: AsyncIterable<unknown> | Iterable<unknown>): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  let size = 0
  for await (const chunk of body) {
    const bytes = typeof chunk === 'string' ? new TextEncoder().encode(chunk) : (chunk as Uint8Array)
    size += bytes.byteLength
    if (size > maxBodyBytes) throw tooLarge()
    text += decoder.decode(bytes, { stream: true })
  }
  return text + decoder.decode()
}

const decodedBytes = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

function checked(text: string): string {
  if (text.length > maxBodyBytes) throw tooLarge()
  return text
}

function checkedSize(bytes: Uint8Array): Uint8Array {
  if (bytes.byteLength > maxBodyBytes) throw tooLarge()
  return bytes
}

const tooLarge = (): UnreadableCall =>
  new UnreadableCall(
    413,
    `the body has more than ${maxBodyBytes / 1024 / 1024} MiB, which is the most that is kept to be sent again`,
  )
