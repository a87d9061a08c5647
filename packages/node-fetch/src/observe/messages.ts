import type {
  Dialect,
  ExecutionError,
  FailureClass,
  Instant,
  Operation,
  Scope,
  ScopeName,
  TargetId,
  Usage,
} from '@router/core'

/** A failure as observers see it: what it was judged to be, by which rule, and whom it blames. */
export interface ObservedFailure {
  readonly class: FailureClass
  readonly scope: Scope
  readonly rule: string
}

/**
 * One request, for whoever observes: names, classes, times and counts, and never a prompt, a body, a header or a secret.
 * The same object from its start to its end; what is known only at the end is added then.
 */
export interface ObservedRequest {
  readonly id: string
  /** What was asked for. */
  readonly name: string
  readonly operation: Operation
  readonly dialect?: Dialect
  readonly stream: boolean
  beganAt?: Instant
  endedAt?: Instant
  attempts?: number
  /** Who served it. */
  target?: TargetId
  /** Why there is no answer; absent: there is one. */
  why?: ExecutionError['why']
  failure?: ObservedFailure
  retryAt?: Instant
  /** What went wrong, in words. */
  error?: { readonly name: string; readonly message: string }
}

/** One attempt of a request, likewise. */
export interface ObservedAttempt {
  readonly request: ObservedRequest
  /** Counts from 1. */
  readonly number: number
  readonly target: TargetId
  readonly provider: string
  readonly vendor: string
  readonly model: string
  readonly startedAt: Instant
  /** When the caller was given content. */
  committedAt?: Instant
  endedAt?: Instant
  outcome?: 'succeeded' | 'failed' | 'abandoned'
  /** The HTTP status, where there was one and it failed. */
  status?: number
  failure?: ObservedFailure
  /** Which scope is out of use for it, and until when. */
  cooldown?: { readonly scope: ScopeName; readonly until: Instant }
  usage?: Usage
  error?: { readonly name: string; readonly message: string }
}
