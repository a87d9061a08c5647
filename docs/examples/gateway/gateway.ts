import { timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, RequestListener } from 'node:http'
import type { Policy } from '@router/core'
import { handOn } from './hand-on.js'
import { modelsOf } from './models.js'
import { refusal } from './refusal.js'

/** What a gateway needs of the rest. */
export interface GatewayOptions {
  /** The router's fetch. */
  readonly fetch: typeof globalThis.fetch
  /** The policy of this moment. */
  readonly policy: () => Policy
  /** Whoever asks must show this as its API key; absent: everybody may ask. */
  readonly key?: string | undefined
  /** At most so many requests at a time. Each may hold a body of 32 MiB. */
  readonly maxRequests?: number
}

/** A request that has come through so many gateways goes in circles. */
const maxHops = 4

/** Counts the gateways that a request has come through; upstreams are sent it by `forwardHeaders`. */
export const hopHeader = 'x-router-hop'

/**
 * A gateway for the clients of OpenAI, Anthropic and Google as a listener of `node:http`: what they post is routed, what
 * they may ask for is listed at `/v1/models`, and everything else is refused.
 */
export function createGateway({ fetch, policy, key, maxRequests = 1_000 }: GatewayOptions): RequestListener {
  let open = 0

  const answer = async (request: IncomingMessage, signal: AbortSignal): Promise<Response> => {
    const { pathname, search } = new URL(request.url ?? '/', 'http://gateway')
    if (!admits(request, key)) return refusal(401, 'invalid_api_key', 'the API key is not the gateway’s')
    if (request.method === 'GET' && pathname === '/v1/models') return modelsOf(policy())
    if (request.method !== 'POST') return refusal(404, 'not_found', 'there is GET /v1/models, and POST for all else')
    if (open > maxRequests) return refusal(503, 'busy', 'too many requests at a time', { 'retry-after': '1' })
    const hops = Number(request.headers[hopHeader] ?? 0)
    if (hops >= maxHops) return refusal(508, 'loop', 'this gateway is one of its own upstreams')
    const headers = headersOf(request)
    headers.set(hopHeader, String(hops + 1))
    // The router reads any iterable of bytes; the type of the platform knows only streams.
    const body = bodyOf(request) as unknown as ReadableStream
    return await fetch(`http://gateway${pathname}${search}`, { method: 'POST', headers, body, signal })
  }

  return (request, response) => {
    open += 1
    const left = new AbortController()
    response.on('close', () => {
      open -= 1
      if (!response.writableFinished) left.abort()
    })
    answer(request, left.signal)
      .then((given) => {
        // What was refused before it had all come would stand in the way of the next request.
        if (!request.complete) response.shouldKeepAlive = false
        return handOn(given, response)
      })
      // The client has left, or what it sent broke off: nobody is there to be told.
      .catch(() => response.destroy())
  }
}

function headersOf(request: IncomingMessage): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers))
    for (const each of Array.isArray(value) ? value : [value ?? '']) headers.append(name, each)
  return headers
}

/** The body as it comes; what is refused halfway can still be answered. */
const bodyOf = (request: IncomingMessage): AsyncIterable<Uint8Array> => request.iterator({ destroyOnReturn: false })

/** Does the client show the key, wherever its dialect puts it? */
function admits({ headers }: IncomingMessage, key: string | undefined): boolean {
  if (key === undefined) return true
  const shown = [headers.authorization?.replace(/^Bearer /i, ''), headers['x-api-key'], headers['x-goog-api-key']]
  return shown.some((each) => typeof each === 'string' && isSame(each, key))
}

const isSame = (a: string, b: string): boolean =>
  Buffer.byteLength(a) === Buffer.byteLength(b) && timingSafeEqual(Buffer.from(a), Buffer.from(b))
