import { Delivery } from './delivery.js'
import { judged } from './judged.js'
import type { OpenBody } from './open-body.js'
import type { Opened } from './opened.js'

/** An answer up to this size is handed over when it is whole; a larger one is not kept (rule 30). */
const maxWholeBytes = 1024 * 1024

/** Reads an answer that is not streamed: all of it, or of a large one the beginning. */
export async function openPlain(open: OpenBody): Promise<Opened> {
  const { command, life, response, body } = open
  const limit = command.commit === 'complete' ? Number.POSITIVE_INFINITY : maxWholeBytes
  const isLarge = Number(response.headers.get('content-length') ?? 0) > limit
  const reader = body.getReader()
  life.onStop(() => void reader.cancel().catch(() => undefined))
  life.gotByte()
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      life.gotByte()
      chunks.push(read.value)
      size += read.value.byteLength
      if (isLarge || size > limit) return { type: 'begun', delivery: new Delivery(open, reader, chunks, undefined) }
    }
  } catch {
    return { type: 'failed', reply: life.stopped ?? { type: 'truncated' } }
  }
  if (life.stopped !== undefined) return { type: 'failed', reply: life.stopped }
  return judged(open, chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks))
}
