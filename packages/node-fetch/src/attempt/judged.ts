import { isUtf8 } from 'node:buffer'
import { type Reply, replyCap } from '@router/core'
import type { Served } from '../serve/served.js'
import { servedFrom } from '../serve/served-from.js'
import { withModel } from './model-rewriter.js'
import type { OpenBody } from './open-body.js'
import type { Opened } from './opened.js'

/** A success by its status is one only if it says something and is no error. */
export function judged({ command, response, renamed, reader, clean }: OpenBody, bytes: Uint8Array): Opened {
  const text = new TextDecoder().decode(bytes)
  if (text.trim() === '') return { type: 'failed', reply: { type: 'empty' } }
  const contentType = response.headers.get('content-type')?.toLowerCase() ?? ''
  const reply = (): Reply =>
    clean({
      type: 'response',
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: text.slice(0, replyCap),
    })
  const isPage = contentType.startsWith('text/html')
  if (isPage) return { type: 'failed', reply: reply() }
  // Whoever announces events and sends none may still have sent an answer, or an error.
  const isJson = contentType === '' || contentType.includes('json') || contentType.startsWith('text/event-stream')
  const whole = (body: Uint8Array | string): Served => servedFrom(response, body, command)
  if (!isJson) return { type: 'whole', answer: whole(bytes) }
  const json = parsed(text)
  if (json === undefined) return { type: 'failed', reply: { type: 'malformed' } }
  const frame = reader.body(json)
  switch (frame.type) {
    case 'error':
      return { type: 'failed', reply: reply() }
    case 'lifecycle':
      return { type: 'failed', reply: { type: 'empty' } }
    default: {
      const body = renamed === undefined ? (isExact(bytes) ? text : bytes) : withModel(text, renamed)
      return { type: 'whole', answer: whole(body), ...(frame.usage === undefined ? {} : { usage: frame.usage }) }
    }
  }
}

/** Does the text become the same bytes again? Then it is handed on, which is cheaper. A mark of the byte order gets lost. */
const isExact = (bytes: Uint8Array): boolean => bytes[0] !== 0xef && isUtf8(bytes)

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
