import type { ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'

/**
 * Hands a response of the router on to the client, as fast as the client takes it. An answer that breaks off breaks off
 * here, too: a clean end would say that it was whole. A client that leaves cancels the answer.
 */
export async function handOn(answer: Response, response: ServerResponse): Promise<void> {
  response.writeHead(answer.status, Object.fromEntries(answer.headers))
  if (answer.body === null) response.end()
  else await pipeline(Readable.fromWeb(answer.body as ReadableStream), response).catch(() => response.destroy())
}
