import type { Scope } from '../words/scope.js'
import type { FailureClass } from './failure-class.js'

/** Whom a failure blames when the reply names nobody (rule 15). */
export const defaultScopes: Readonly<Record<FailureClass, Scope>> = {
  'rate-limited': 'target',
  'quota-exhausted': 'credential',
  'auth-invalid': 'credential',
  'permission-denied': 'credential',
  'model-unsupported': 'target',
  'context-length-exceeded': 'request',
  'content-filtered': 'request',
  'request-too-large': 'request',
  'invalid-request': 'request',
  overloaded: 'model',
  'server-error': 'target',
  'gateway-error': 'provider',
  timeout: 'target',
  'network-error': 'provider',
  'stream-broken': 'target',
  cancelled: 'request',
}
