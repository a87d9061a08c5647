import type { Reply } from '@router/core'

const error = (status: number, type: string, message: string, code?: string): Reply => ({
  type: 'response',
  status,
  headers: {},
  body: JSON.stringify({ error: { type, message, ...(code === undefined ? {} : { code }) } }),
})

/** Everyday replies, by what they are judged to be. */
export const namedReplies: Readonly<Record<ReplyName, Reply>> = {
  overloaded: error(529, 'overloaded_error', 'Overloaded'),
  'server-error': error(500, 'server_error', 'The server had an error'),
  'gateway-error': { type: 'response', status: 502, headers: {}, body: '<html><body>502 Bad Gateway</body></html>' },
  'rate-limited': error(429, 'rate_limit_error', 'Rate limit reached'),
  'quota-exhausted': error(429, 'insufficient_quota', 'You exceeded your current quota', 'insufficient_quota'),
  'auth-invalid': error(401, 'invalid_request_error', 'Incorrect API key provided', 'invalid_api_key'),
  'network-error': { type: 'network', code: 'ECONNREFUSED', message: 'connect ECONNREFUSED' },
  timeout: { type: 'timeout', phase: 'connect' },
  'stream-broken': { type: 'truncated' },
  'invalid-request': error(400, 'invalid_request_error', 'messages: field required'),
}

/** The name of an everyday reply: the failure class that it is judged to be. */
export type ReplyName =
  | 'overloaded'
  | 'server-error'
  | 'gateway-error'
  | 'rate-limited'
  | 'quota-exhausted'
  | 'auth-invalid'
  | 'network-error'
  | 'timeout'
  | 'stream-broken'
  | 'invalid-request'

/** The reply that is meant; undefined: nothing ever comes. */
export const replyOf = (answer: Reply | ReplyName | 'hangs'): Reply | undefined =>
  typeof answer !== 'string' ? answer : answer === 'hangs' ? undefined : namedReplies[answer]

/** A 429, saying when to come back where that is known. */
export function withHint(reply: Reply, afterMs: number | undefined): Reply {
  return reply.type !== 'response' || afterMs === undefined
    ? reply
    : { ...reply, headers: { ...reply.headers, 'retry-after-ms': String(Math.ceil(afterMs)) } }
}
