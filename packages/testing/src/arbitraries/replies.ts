import type { Reply } from '@router/core'
import * as fc from 'fast-check'
import { anyText } from './any-text.js'

const response = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Reply => ({
  type: 'response',
  status,
  headers,
  body: typeof body === 'string' ? body : JSON.stringify(body),
})

const error = (type: string, message: string, code?: string): object => ({
  error: { type, message, ...(code === undefined ? {} : { code }) },
})

/** The everyday ones, commonest first. */
const common: readonly Reply[] = [
  response(429, error('rate_limit_error', 'Rate limit reached'), { 'retry-after': '30' }),
  response(429, error('rate_limit_error', 'Rate limit reached')),
  response(429, error('rate_limit_error', 'Please try again in 1.2s'), { 'retry-after-ms': '1200' }),
  response(500, error('server_error', 'The server had an error')),
  response(429, error('insufficient_quota', 'You exceeded your current quota', 'insufficient_quota')),
  response(401, error('invalid_request_error', 'Incorrect API key provided', 'invalid_api_key')),
  response(403, error('permission_error', 'Your API key does not have permission to use the specified resource')),
  { type: 'network', code: 'ECONNREFUSED', message: 'connect ECONNREFUSED' },
  { type: 'timeout', phase: 'first-byte' },
  response(529, { type: 'error', ...error('overloaded_error', 'Overloaded') }),
  response(400, error('invalid_request_error', 'messages: field required')),
]

/** One for each other thing that goes wrong. */
const uncommon: readonly Reply[] = [
  response(400, error('invalid_request_error', 'maximum context length is 8192 tokens', 'context_length_exceeded')),
  response(400, error('invalid_request_error', 'rejected by our safety system', 'content_policy_violation')),
  response(404, error('invalid_request_error', 'The model does not exist', 'model_not_found')),
  response(404, ''),
  response(413, error('request_too_large', 'Request exceeds the maximum size')),
  response(502, '<html><body>502 Bad Gateway</body></html>'),
  response(503, error('UNAVAILABLE', 'The model is overloaded')),
  response(504, 'upstream request timeout'),
  { type: 'stream-event', status: 200, headers: {}, event: 'error', data: '{"error":{"type":"overloaded_error"}}' },
  { type: 'network', code: 'ECONNRESET', message: 'socket hang up', reused: true },
  { type: 'network', code: 'ENOTFOUND' },
  { type: 'timeout', phase: 'connect' },
  { type: 'timeout', phase: 'first-content' },
  { type: 'timeout', phase: 'idle' },
  { type: 'timeout', phase: 'total' },
  { type: 'empty' },
  { type: 'truncated' },
  { type: 'malformed' },
  { type: 'cancelled' },
]

const headers = fc.dictionary(
  fc.constantFrom('retry-after', 'retry-after-ms', 'date', 'content-type', 'x-should-retry', '__proto__'),
  fc.oneof(fc.constantFrom('0', '-1', '7', '1e99', 'soon', 'Thu, 01 Jan 1970 00:01:00 GMT'), fc.string()),
  { maxKeys: 3, noNullPrototype: true },
)
const bodies = fc.oneof(fc.string(), fc.json(), anyText())

const hostile: fc.Arbitrary<Reply> = fc.oneof(
  fc.record({
    type: fc.constant('response' as const),
    status: fc.oneof(fc.integer({ min: 100, max: 599 }), fc.integer()),
    headers,
    body: bodies,
  }),
  fc.record({ type: fc.constant('stream-event' as const), status: fc.constant(200), headers, data: bodies }),
  fc.record({ type: fc.constant('network' as const), code: fc.oneof(fc.string(), fc.integer()), message: fc.string() }),
)

/**
 * Everything a shell may report as the reply of an attempt that failed: plausible 429s, 401s, 5xx, broken streams and
 * timeouts, and now and then one that no vendor would send. Shrinks to a plain 429 with a `retry-after`.
 */
export function replies(): fc.Arbitrary<Reply> {
  return fc.oneof(
    { withCrossShrink: true },
    { arbitrary: fc.constantFrom(...common), weight: 8 },
    { arbitrary: fc.constantFrom(...uncommon), weight: 4 },
    { arbitrary: hostile, weight: 1 },
  )
}

/** The plausible ones alone. */
export function plausibleReplies(): fc.Arbitrary<Reply> {
  return fc.constantFrom(...common, ...uncommon)
}
