/** Every kind of failure there is, in the order of the table in `docs/rules.md` (rules 13–16). */
export const failureClasses = [
  'rate-limited',
  'quota-exhausted',
  'auth-invalid',
  'permission-denied',
  'model-unsupported',
  'context-length-exceeded',
  'content-filtered',
  'request-too-large',
  'invalid-request',
  'overloaded',
  'server-error',
  'gateway-error',
  'timeout',
  'network-error',
  'stream-broken',
  'cancelled',
] as const

/** What a failure is. */
export type FailureClass = (typeof failureClasses)[number]
