import { timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, RequestListener } from 'node:http'
import type { Policy } from '@router/core'
import type { Router } from '@router/node-fetch'
import { answerJson, type JsonAnswer } from './answer-json.js'
import { modelsOf } from './models.js'
import { refusal } from './refusal.js'

/** What a gateway needs of the rest. */
export interface GatewayOptions {
  /** The router's listener. */
  readonly handle: Router['handle']
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
export function createGateway({ handle, policy, key, maxRequests = 1_000 }: GatewayOptions): RequestListener {
  let open = 0

  /** What the gateway answers by itself; undefined: the router does. */
  const ownAnswer = (request: IncomingMessage): JsonAnswer | undefined => {
    const [path] = (request.url ?? '/').split('?')
    if (!admits(request, key)) return refusal(401, 'invalid_api_key', 'the API key is not the gateway’s')
    if (request.method === 'GET' && path === '/v1/models') return { status: 200, body: modelsOf(policy()) }
    if (request.method !== 'POST') return refusal(404, 'not_found', 'there is GET /v1/models, and POST for all else')
    if (open > maxRequests) return refusal(503, 'busy', 'too many requests at a time', { 'retry-after': '1' })
    if (hopsOf(request) >= maxHops) return refusal(508, 'loop', 'this gateway is one of its own upstreams')
    return undefined
  }

  return (request, response) => {
    open += 1
    response.on('close', () => {
      open -= 1
    })
    const answer = ownAnswer(request)
    if (answer !== undefined) return answerJson(answer, request, response)
    request.headers[hopHeader] = String(hopsOf(request) + 1)
    void handle(request, response)
  }
}

const hopsOf = ({ headers }: IncomingMessage): number => Number(headers[hopHeader] ?? 0)

/** Does the client show the key, wherever its dialect puts it? */
function admits({ headers }: IncomingMessage, key: string | undefined): boolean {
  if (key === undefined) return true
  const shown = [headers.authorization?.replace(/^Bearer /i, ''), headers['x-api-key'], headers['x-goog-api-key']]
  return shown.some((each) => typeof each === 'string' && isSame(each, key))
}

const isSame = (a: string, b: string): boolean =>
  Buffer.byteLength(a) === Buffer.byteLength(b) && timingSafeEqual(Buffer.from(a), Buffer.from(b))
