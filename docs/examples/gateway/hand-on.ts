import type { ServerResponse } from 'node:http'

/**
 * Hands a response of the router on to the client, as fast as the client takes it. An answer that breaks off breaks off
 * here, too: a clean end would say that it was whole. A client that leaves cancels the answer.
 */
export async function handOn(answer: Response, response: ServerResponse): Promise<void> {
  response.writeHead(answer.status, Object.fromEntries(answer.headers))
  if (answer.body === null) {
    response.end()
    return
  }
  // Head and body leave together where they are there together.
  response.cork()
  process.nextTick(() => response.uncork())
  const reader = answer.body.getReader()
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
function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const go = (): void => {
      response.off('drain', go).off('close', go)
      resolve()
    }
    response.on('drain', go).on('close', go)
  })
}
