import type { Cancellation } from '../cancellation.js'
import { checkSize } from './body-limit.js'
import { type Call, callOf } from './call.js'
import { UnreadableCall } from './unreadable-call.js'

/**
 * Reads what was handed to `fetch`. Everything is read before the first attempt: some bodies can be read only once. Rejects
 * with the caller's reason where it cancels before that.
 */
export async function readCall(
  input: string | URL | Request,
  { body, headers, method }: RequestInit,
  cancellation: Cancellation,
): Promise<Call> {
  const request = input instanceof Request ? input : undefined
  return callOf({
    url: new URL(request?.url ?? String(input)),
    method: (method ?? request?.method ?? 'GET').toUpperCase(),
    headers: Object.fromEntries(new Headers(headers ?? request?.headers)),
    body: await textOf(body ?? request?.body ?? '', cancellation),
    held: request,
  })
}

async function textOf(body: NonNullable<RequestInit['body']>, cancellation: Cancellation): Promise<string> {
  if (typeof body === 'string') return checked(body)
  if (body instanceof URLSearchParams) return checked(body.toString())
  if (body instanceof ArrayBuffer || ArrayBuffer.isView(body)) {
    checkSize(body.byteLength)
    return new TextDecoder().decode(body)
  }
  if (body instanceof Blob) return checked(await body.text())
  if (body instanceof FormData) throw new UnreadableCall(400, 'a form has no model that could be routed: send JSON')
  return await collected(body, cancellation)
}

/** Streams and other iterables of bytes or text; what is not read to its end is cancelled. */
async function collected(
  body: AsyncIterable<unknown> | Iterable<unknown>,
  cancellation: Cancellation,
): Promise<string> {
  const reader = (body instanceof ReadableStream ? body : ReadableStream.from(body)).getReader()
  const cancel = (): void => void reader.cancel(cancellation.reason).catch(() => undefined)
  const off = cancellation.on(cancel)
  const decoder = new TextDecoder()
  let text = ''
  let size = 0
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      const bytes = typeof read.value === 'string' ? new TextEncoder().encode(read.value) : read.value
      size += bytes.byteLength
      checkSize(size)
      text += decoder.decode(bytes, { stream: true })
    }
  } catch (error) {
    cancel()
    throw error
  } finally {
    off()
  }
  if (cancellation.isCancelled) throw cancellation.reason
  return text + decoder.decode()
}

function checked(text: string): string {
  checkSize(text.length)
  return text
}
