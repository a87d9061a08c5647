import type { Failure } from '../failure/failure.js'
import type { Evidence } from '../words/evidence.js'
import type { TargetId } from '../words/names.js'
import type { Reply } from '../words/reply.js'
import type { Target } from '../words/target.js'
import type { Instant, Milliseconds } from '../words/time.js'
import type { Usage } from '../words/usage.js'

/** When an answer is handed to the caller: from then on nothing fails over (rules 29, 30). */
export type Commit = 'first-content' | 'first-byte' | 'complete'

/** The clocks of one attempt, already cut to the deadline. `firstByteMs` and `firstContentMs` are for streams only. */
export interface AttemptTimeouts {
  readonly connectMs: Milliseconds
  readonly firstByteMs?: Milliseconds
  readonly firstContentMs?: Milliseconds
  readonly idleMs: Milliseconds
  readonly totalMs: Milliseconds
}

/** What the shell must do next: exactly one thing. */
export type Command =
  | AttemptCommand
  /** Wait (interruptibly), then report `woke`; waking early is allowed. */
  | { readonly type: 'wait'; readonly until: Instant }
  /** Hand the answer of attempt `number` to the caller; report `succeeded` or `failed` when it ends. */
  | { readonly type: 'deliver'; readonly number: number }
  /** Done: the answer has been delivered, or, where nothing was delivered yet, deliver it now. */
  | { readonly type: 'finish' }
  | { readonly type: 'fail'; readonly error: ExecutionError }

/** Try `target`. Report `committed` and then `succeeded`, or `succeeded` at once, or `failed`, each with this `number`. */
export interface AttemptCommand {
  readonly type: 'attempt'
  /** Counts from 1. */
  readonly number: number
  readonly target: Target
  readonly deadlineAt?: Instant
  readonly timeouts: AttemptTimeouts
  readonly commit: Commit
  /** Fetch the credential anew first: the last one was refused. */
  readonly refresh?: true
}

/** What came of a command. */
export type Report =
  | { readonly type: 'failed'; readonly number: number; readonly reply: Reply }
  | { readonly type: 'committed'; readonly number: number }
  | { readonly type: 'succeeded'; readonly number: number; readonly evidence?: Evidence; readonly usage?: Usage }
  | { readonly type: 'woke' }
  | { readonly type: 'cancelled' }

/** Why a request ends without an answer (rule 27). */
export type FailedWhy =
  | 'unknown-name'
  | 'no-candidates'
  | 'all-cooling'
  | 'refused'
  | 'exhausted'
  | 'interrupted'
  | 'deadline'
  | 'cancelled'

/** How a request ended without an answer: every attempt, the last upstream reply untouched, and when to come back. */
export interface ExecutionError {
  readonly why: FailedWhy
  /** The failure that belongs to `reply`. */
  readonly failure?: Failure
  readonly reply?: Reply
  readonly retryAt?: Instant
  readonly attempts: readonly Attempt[]
}

/** One try at one target. It has ended when it has an `outcome`. */
export interface Attempt {
  readonly number: number
  readonly target: TargetId
  /** The alias or model name it was picked under. */
  readonly name: string
  readonly startedAt: Instant
  /** The same target again, right after a failure that allows it. */
  readonly retry: boolean
  readonly endedAt?: Instant
  readonly outcome?: Outcome
  readonly failure?: Failure
}

/** How an attempt ended; `abandoned`: the caller or the deadline gave it up, and nobody is charged. */
export type Outcome = 'succeeded' | 'failed' | 'abandoned'
