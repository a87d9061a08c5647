import { hours, type Milliseconds, minutes, seconds } from '../words/time.js'
import type { FailureClass } from './failure-class.js'

/** A cooldown that grows with each incident in a row: `firstMs`, then `factor` times as long, up to `capMs`. */
export interface CooldownLadder {
  /** How long the first one is. */
  readonly firstMs: Milliseconds
  /** How many times as long the next one is. */
  readonly factor: number
  /** How long the longest is. */
  readonly capMs: Milliseconds
  /** The first incident that cools at all; 1 when absent. */
  readonly fromIncident?: number
}

/** What follows from a failure. */
export interface Effect {
  /** What becomes of the request. */
  readonly next: 'failover' | 'larger-context' | 'stop'
  /** How often the same target is asked again before moving on. */
  readonly sameTargetRetries: number
  /** What becomes of the blamed scope when the reply states no retry time. */
  readonly cooldown: 'none' | 'suspend' | CooldownLadder
}

const doubling = (firstMs: Milliseconds, capMs: Milliseconds, fromIncident?: number): CooldownLadder => ({
  firstMs,
  factor: 2,
  capMs,
  ...(fromIncident === undefined ? {} : { fromIncident }),
})

const flat = (ms: Milliseconds): CooldownLadder => ({ firstMs: ms, factor: 1, capMs: ms })

const failover = (cooldown: Effect['cooldown'], sameTargetRetries = 0): Effect => ({
  next: 'failover',
  sameTargetRetries,
  cooldown,
})

const harmless = (next: Effect['next']): Effect => ({ next, sameTargetRetries: 0, cooldown: 'none' })

/** What follows from each class unless the policy or the failure itself says otherwise: the table of rule 15. */
export const defaultEffects: Readonly<Record<FailureClass, Effect>> = {
  'rate-limited': failover(doubling(seconds(1), minutes(30))),
  'quota-exhausted': failover(doubling(minutes(30), hours(24))),
  'auth-invalid': failover(flat(minutes(30))),
  'permission-denied': failover(flat(minutes(30))),
  'model-unsupported': failover(flat(seconds(60))),
  'context-length-exceeded': harmless('larger-context'),
  'content-filtered': harmless('stop'),
  'request-too-large': harmless('stop'),
  'invalid-request': harmless('stop'),
  overloaded: failover(doubling(seconds(10), minutes(5))),
  'server-error': failover(doubling(seconds(10), seconds(60), 2), 1),
  'gateway-error': failover(doubling(seconds(10), seconds(60), 2)),
  timeout: failover(doubling(seconds(10), seconds(60))),
  'network-error': failover(doubling(seconds(5), seconds(60), 2)),
  'stream-broken': failover(doubling(seconds(10), seconds(60))),
  cancelled: harmless('stop'),
}
