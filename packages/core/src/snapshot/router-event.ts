import type { FailureClass } from '../failure/failure-class.js'
import type { Evidence } from '../words/evidence.js'
import type { ScopeName, TargetId } from '../words/names.js'
import type { Scope } from '../words/scope.js'
import type { Instant, Milliseconds } from '../words/time.js'
import type { Health } from './health.js'

/**
 * A fact that the snapshot learns; plain JSON but for the health in `health-heard`, which `toJson` writes. Reducing the
 * events of a step again gives the same snapshot.
 */
export type RouterEvent =
  | AttemptStarted
  | AttemptCommitted
  | AttemptSucceeded
  | AttemptFailed
  | AttemptAbandoned
  | OperatorEvent
  /** Another process, or an earlier life of this one, tells what it knows. */
  | { readonly type: 'health-heard'; readonly at?: Instant; readonly health: Health }
  /** From now on the policy that this is reduced with holds: what it no longer names is forgotten (rule 21). */
  | { readonly type: 'policy-changed'; readonly at: Instant }

/** An attempt set out. */
export interface AttemptStarted {
  readonly type: 'attempt-started'
  readonly at: Instant
  /** The alias, or the model name asked for, that the target was picked for: round-robin turns are kept by it. */
  readonly name: string
  readonly target: TargetId
  readonly number: number
  /** It costs one of the router-wide retry tokens: a retry, or an attempt at a cooling target (rule 23). */
  readonly spendsToken: boolean
}

/** The caller has been given content: proof that the target works (rule 20). `late`: the attempt had been given up before. */
export interface AttemptCommitted {
  readonly type: 'attempt-committed'
  readonly at: Instant
  readonly target: TargetId
  readonly startedAt: Instant
  readonly evidence: Evidence
  readonly late?: true
}

/** An attempt ended well. `late`: it had been given up before, so it only teaches. */
export interface AttemptSucceeded {
  readonly type: 'attempt-succeeded'
  readonly at: Instant
  readonly target: TargetId
  readonly startedAt: Instant
  readonly evidence: Evidence
  readonly late?: true
}

/** An attempt failed, stamped: whom it blames, and until when that one is out of use (rule 18). */
export interface AttemptFailed {
  readonly type: 'attempt-failed'
  readonly at: Instant
  readonly target: TargetId
  readonly startedAt: Instant
  readonly class: FailureClass
  readonly scope: Scope
  /** Which rule judged. */
  readonly rule: string
  readonly failedAt: Instant
  /** The scope that remembers it; absent: nobody is blamed. */
  readonly key?: ScopeName
  readonly until: Instant
  readonly level: number
  readonly needs: Evidence
  readonly firm: boolean
  /** After the cooldown the scope has to prove itself (rule 20); absent: if the cooldown is long enough for that. */
  readonly probe?: boolean
  readonly hintedUntil?: Instant
  readonly retryAfterMs?: Milliseconds
  /** Out of use until an event, rather than until a time. */
  readonly suspends?: true
  readonly late?: true
}

/** An attempt was given up: by the caller, or by the deadline. Nobody is charged. */
export interface AttemptAbandoned {
  readonly type: 'attempt-abandoned'
  readonly at: Instant
  readonly target: TargetId
  readonly startedAt: Instant
}

/** An operator's hand on one scope, named as in `target.scopes`. */
export type OperatorEvent =
  | { readonly type: 'scope-suspended'; readonly at: Instant; readonly key: ScopeName; readonly reason?: string }
  | { readonly type: 'scope-resumed'; readonly at: Instant; readonly key: ScopeName }
  | {
      readonly type: 'cooldown-set'
      readonly at: Instant
      readonly key: ScopeName
      readonly until: Instant
      readonly class?: FailureClass
    }
  | { readonly type: 'cooldown-cleared'; readonly at: Instant; readonly key: ScopeName }
