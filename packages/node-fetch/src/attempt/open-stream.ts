import type { Reply } from '@router/core'
import { Delivery } from './delivery.js'
import { type ErrorEvent, FrameReader } from './frame-reader.js'
import { judged } from './judged.js'
import type { OpenBody } from './open-body.js'
import type { Opened } from './opened.js'

/** What comes before the first content is held back, and no more than this of it. */
const maxHeldBytes = 64 * 1024

/** Reads a stream up to the point where it is handed over (rules 29, 30): until then, whatever goes wrong fails over. */
export async function openStream(open: OpenBody): Promise<Opened> {
  const { command, life, body } = open
  const reader = body.getReader()
  life.onStop(() => void reader.cancel().catch(() => undefined))
  const frames = new FrameReader(open.reader)
  const held: Uint8Array[] = []
  let heldBytes = 0
  let broken: Reply | undefined
  const begun = (): Opened => {
    life.gotContent()
    return { type: 'begun', delivery: new Delivery(open, reader, held, frames) }
  }
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      life.gotByte()
      held.push(read.value)
      heldBytes += read.value.byteLength
      const error = frames.read(read.value)
      if (error !== undefined) return failedBy(open, error)
      const isWhole = frames.hasEnded || (command.commit !== 'complete' && heldBytes > maxHeldBytes)
      if (frames.hasContent ? command.commit !== 'complete' || isWhole : command.commit === 'first-byte') return begun()
      if (frames.hasEnded) return failed({ type: 'empty' })
      if (isWhole) return begun()
      if (frames.isComplete) life.expectEnd()
    }
  } catch {
    broken = { type: 'truncated' }
  }
  broken = life.stopped ?? broken
  if (broken?.type === 'cancelled') return failed(broken)
  const error = frames.finish()
  if (error !== undefined) return failedBy(open, error)
  // What is cut off behind the end of an answer is not missed.
  if (frames.hasContent && frames.isComplete) return begun()
  if (broken !== undefined) return failed(broken)
  if (!frames.hasEvents) return judged(open, Buffer.concat(held))
  return failed({ type: frames.hasContent || !frames.isComplete ? 'truncated' : 'empty' })
}

const failed = (reply: Reply): Opened => ({ type: 'failed', reply })

/** An error inside a success. */
const failedBy = ({ response, clean }: OpenBody, error: ErrorEvent): Opened =>
  failed(
    clean({
      type: 'stream-event',
      status: response.status,
      headers: Object.fromEntries(response.headers),
      ...error,
    }),
  )
