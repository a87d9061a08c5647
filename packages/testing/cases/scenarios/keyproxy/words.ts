import type { Failure, FailureClass, Reply } from '@router/core'
import { unmapped } from '../unmapped.js'
import type { Outcome } from './case.js'

/** Our classes by the names they have there. */
const classNames = {
  'rate-limited': 'rate_limit',
  'quota-exhausted': 'quota_exceeded',
  'auth-invalid': 'authentication',
  'permission-denied': 'forbidden',
  'model-unsupported': 'unsupported_operation',
  'context-length-exceeded': 'context_window_exceeded',
  'content-filtered': 'invalid_request',
  'request-too-large': 'invalid_request',
  'invalid-request': 'invalid_request',
  overloaded: 'server_error',
  'server-error': 'server_error',
  'gateway-error': 'server_error',
  timeout: 'api_connection',
  'network-error': 'api_connection',
  'stream-broken': 'server_error',
  cancelled: 'cancelled',
} as const satisfies Record<FailureClass, string>

/** What a class is called there. */
export const nameOf = (failureClass: FailureClass): string => classNames[failureClass]

/** Our classes that a name there stands for. */
export function classesOf(name: string): readonly FailureClass[] {
  const classes = (Object.keys(classNames) as FailureClass[]).filter((each) => classNames[each] === name)
  return classes.length > 0 ? classes : unmapped(`class ${name}`)
}

/** Why a cooldown lies on a scope, in the words of the cases. */
export function reasonOf(failureClass: FailureClass, scope: string): string {
  return failureClass === 'overloaded' && scope === 'model' ? 'model_capacity' : nameOf(failureClass)
}

/** The class of a cooldown that a case gives with its reason. */
export function classOfReason(reason: string | undefined): FailureClass {
  if (reason === 'model_capacity') return 'overloaded'
  return (Object.keys(classNames) as FailureClass[]).find((each) => classNames[each] === reason) ?? 'rate-limited'
}

const networks: Readonly<Record<string, Reply>> = {
  timeout: { type: 'timeout', phase: 'total' },
  connect: { type: 'network', code: 'ECONNREFUSED' },
  reset: { type: 'network', code: 'ECONNRESET' },
  dns: { type: 'network', code: 'ENOTFOUND' },
  parse: { type: 'malformed' },
  unknown: { type: 'network' },
  caller_cancelled: { type: 'cancelled' },
}

/** The reply that an outcome describes; undefined: a success. */
export function replyOf({ status, headers, body, network }: Omit<Outcome, 'req'>): Reply | undefined {
  if (network !== undefined && network !== null) return networks[network] ?? unmapped(`network ${network}`)
  if (status === undefined || status === null || status < 300) return undefined
  const lowered = Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)])
  return { type: 'response', status, headers: Object.fromEntries(lowered), body: body ?? '' }
}

/** Statuses that LLM-API-Key-Proxy lumps together as bad requests, and we judge by what they say. */
export function refuseLumped(failure: Failure | undefined, reply: Reply | undefined, want: unknown): void {
  const status = reply !== undefined && 'status' in reply ? reply.status : 0
  if (want === 'invalid_request' && failure !== undefined && [402, 404, 408, 425].includes(status))
    unmapped('402, 404, 408 and 425 as bad requests: here they are judged by what they say')
}
