import type { BodyReader } from '../upstream/send.js'
import type { OutgoingResponse } from './outgoing-response.js'
import { isReader, type Served } from './served.js'

/**
 * Hands an answer on to the client, as fast as the client takes it. An answer that breaks off breaks off here, too: a clean
 * end would say that it was whole. A client that leaves cancels the answer.
 */
export async function handOn({ status, headers, body }: Served, response: OutgoingResponse): Promise<void> {
  response.writeHead(status, headers)
  if (isReader(body)) await handOnPieces(body, response)
  else response.end(body)
}

async function handOnPieces(reader: BodyReader, response: OutgoingResponse): Promise<void> {
  // Head and body leave together where they are there together.
  response.cork()
  process.nextTick(() => response.uncork())
  const left = (): void => void reader.cancel().catch(() => undefined)
  response.on('close', left)
  try {
    for (let read = await reader.read(); !read.done && !response.destroyed; read = await reader.read())
      if (!response.write(read.value)) await drained(response)
    if (!response.destroyed) response.end()
  } catch {
    response.destroy()
  } finally {
    response.off('close', left)
  }
}

/** Until the client takes more, or has left. */
function drained(response: OutgoingResponse): Promise<void> {
  return new Promise((resolve) => {
    const go = (): void => {
      response.off('drain', go).off('close', go)
      resolve()
    }
    response.on('drain', go).on('close', go)
  })
}
