/**
 * Every kind of failure there is, in the order of the table in `docs/rules.md` (rules 13–16), and whom it blames when
 * the reply names nobody.
 */
export const defaultScopes = {
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
} as const

/** What a failure is. */
export type FailureClass = keyof typeof defaultScopes

/** Every kind of failure there is. */
export const failureClasses: readonly FailureClass[] = Object.keys(defaultScopes) as FailureClass[]
