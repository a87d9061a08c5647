import { checkSize } from './body-limit.js'
import { type Call, callOf } from './call.js'
import type { IncomingRequest } from './incoming-request.js'
import { UnreadableCall } from './unreadable-call.js'

/** Reads what a server of `node:http` was sent. Rejects where it breaks off, and with an UnreadableCall where nobody can be asked. */
export async function readMessage(message: IncomingRequest): Promise<Call> {
  const { method = 'GET', url = '/' } = message
  // It would be waited for for ever.
  if (message.readableEnded)
    throw new UnreadableCall(
      400,
      'the body of the request has been read already: let no parser read it before the router',
    )
  if (message.destroyed) throw brokenOff()
  const body = await bodyOf(message)
  return callOf({ url: addressOf(url), method, headers: headersOf(message), body })
}

function addressOf(path: string): URL {
  try {
    return new URL(path, 'http://router')
  } catch {
    throw new UnreadableCall(400, 'the path of the request is none')
  }
}

const brokenOff = (): Error => new Error('the request broke off')

function headersOf({ headers }: IncomingRequest): Record<string, string> {
  const texts: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined) texts[name] = typeof value === 'string' ? value : value.join(', ')
  return texts
}

/** The whole body as text. What is too large is read no further. */
function bodyOf(message: IncomingRequest): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = []
    let size = 0
    const take = (chunk: Uint8Array): void => {
      chunks.push(chunk)
      size += chunk.byteLength
      try {
        checkSize(size)
      } catch (error) {
        message.off('data', take).pause()
        reject(error)
      }
    }
    message
      .on('data', take)
      .on('end', () => resolve(new TextDecoder().decode(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks))))
      .on('error', reject)
      .on('close', () => reject(brokenOff()))
  })
}
