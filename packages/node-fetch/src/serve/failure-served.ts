import type { Dialect, Execution, ExecutionError, FailureClass, Instant, Reply } from '@router/core'
import { failureMessage } from '../failure-message.js'
import { responseHeaders } from '../upstream/headers.js'
import { headerText } from './header-text.js'
import type { Served } from './served.js'

/**
 * An execution's error as an answer: the last upstream's own status and body where it was an error by its status, else
 * one made in the caller's dialect. An SDK must not retry what the router has tried already, hence `x-should-retry`.
 */
export function failureServed(execution: Execution, error: ExecutionError, now: Instant): Served {
  const { reply } = error
  const own = reply?.type === 'response' && reply.status >= 400 && reply.status <= 599 ? reply : undefined
  const headers: Record<string, string> =
    own === undefined ? { 'content-type': 'application/json' } : responseHeaders(new Headers(own.headers))
  const last = error.attempts.at(-1)
  if (last !== undefined) headers['x-router-target'] = headerText(last.target)
  headers['x-router-attempts'] = String(error.attempts.length)
  headers['x-should-retry'] = 'false'
  delete headers['retry-after-ms']
  if (error.retryAt !== undefined)
    headers['retry-after'] = String(Math.max(1, Math.ceil((error.retryAt - now) / 1_000)))
  if (own !== undefined) return { status: own.status, headers, body: own.body }
  const status = statusOf(error)
  return { status, headers, body: inBandError(reply) ?? bodyFor(execution, error, status) }
}

const statuses = {
  'rate-limited': 429,
  'quota-exhausted': 429,
  'auth-invalid': 401,
  'permission-denied': 403,
  'model-unsupported': 404,
  'context-length-exceeded': 400,
  'content-filtered': 400,
  'request-too-large': 413,
  'invalid-request': 400,
  overloaded: 503,
  'server-error': 502,
  'gateway-error': 502,
  timeout: 504,
  'network-error': 502,
  'stream-broken': 502,
  cancelled: 499,
} as const satisfies Record<FailureClass, number>

function statusOf({ why, failure }: ExecutionError): number {
  switch (why) {
    case 'unknown-name':
      return 404
    case 'no-candidates':
      return 503
    case 'all-cooling':
      return 429
    case 'deadline':
      return 504
    default:
      return failure === undefined ? 503 : statuses[failure.class]
  }
}

/** The error that an upstream sent inside a success: it says more than we could. */
function inBandError(reply: Reply | undefined): string | undefined {
  if (reply?.type === 'stream-event' && reply.data.trimStart().startsWith('{')) return reply.data
  return reply?.type === 'response' && reply.status < 300 && reply.body.trimStart().startsWith('{')
    ? reply.body
    : undefined
}

function bodyFor(execution: Execution, error: ExecutionError, status: number): string {
  return JSON.stringify(
    errorBody(execution.request.dialect ?? 'openai', failureMessage(execution, error), error.why, status),
  )
}

/** An error in the words of a dialect, as its clients expect it. */
export function errorBody(dialect: Dialect, message: string, code: string, status: number): object {
  switch (dialect) {
    case 'openai':
      return { error: { message, type: 'router_error', param: null, code: code.replaceAll('-', '_') } }
    case 'anthropic':
      return { type: 'error', error: { type: anthropicTypes[status] ?? 'api_error', message } }
    case 'gemini':
      return { error: { code: status, message, status: googleStatuses[status] ?? 'UNKNOWN' } }
  }
}

const anthropicTypes: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  403: 'permission_error',
  404: 'not_found_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  503: 'overloaded_error',
  504: 'timeout_error',
}

const googleStatuses: Readonly<Record<number, string>> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  429: 'RESOURCE_EXHAUSTED',
  503: 'UNAVAILABLE',
  504: 'DEADLINE_EXCEEDED',
}
