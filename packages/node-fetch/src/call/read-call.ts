import { checkSize } from './body-limit.js'
import { type Call, callOf } from './call.js'
import { UnreadableCall } from './unreadable-call.js'

/** Reads what was handed to `fetch`. Everything is read before the first attempt: some bodies can be read only once. */
export async function readCall(input: string | URL | Request, init: RequestInit = {}): Promise<Call> {
  const request = input instanceof Request ? input : undefined
  return callOf({
    url: new URL(request?.url ?? String(input)),
    method: (init.method ?? request?.method ?? 'GET').toUpperCase(),
    headers: Object.fromEntries(new Headers(init.headers ?? request?.headers)),
    body: init.body === undefined || init.body === null ? await bodyOf(request) : await textOf(init.body),
    held: request,
  })
}

const bodyOf = async (request: Request | undefined): Promise<string> =>
  request?.body ? await collected(request.body) : ''

async function textOf(body: NonNullable<RequestInit['body']>): Promise<string> {
  if (typeof body === 'string') return checked(body)
  if (body instanceof URLSearchParams) return checked(body.toString())
  if (body instanceof ArrayBuffer || ArrayBuffer.isView(body)) {
    checkSize(body.byteLength)
    return new TextDecoder().decode(body)
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
    checkSize(size)
    text += decoder.decode(bytes, { stream: true })
  }
  return text + decoder.decode()
}

function checked(text: string): string {
  checkSize(text.length)
  return text
}
