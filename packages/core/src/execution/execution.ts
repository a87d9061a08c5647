import type { Failure } from '../failure/failure.js'
import type { TargetId } from '../words/names.js'
import type { Reply } from '../words/reply.js'
import type { RouteRequest } from '../words/route-request.js'
import type { Instant, Milliseconds } from '../words/time.js'
import type { Attempt, Command, ExecutionError } from './protocol.js'

/** One request from begin to finished or failed: plain immutable data, moved by `advance` alone. It is the log line, too. */
export interface Execution {
  readonly request: RouteRequest
  /** The name whose pool it draws from: the request's, until a larger context is needed. */
  readonly name: string
  readonly beganAt: Instant
  readonly deadlineAt?: Instant
  readonly attempts: readonly Attempt[]
  /** Attempts that are not retries, and how many of them there may be. */
  readonly fresh: number
  readonly freshLimit: number
  /** Not to be asked again before a wait (rule 23). */
  readonly tried: readonly TargetId[]
  /** Targets whose own hint has been waited for, and credentials that have been refreshed: once each. */
  readonly waitedFor: readonly TargetId[]
  readonly refreshed: readonly string[]
  readonly waits: number
  readonly waitedMs: Milliseconds
  /** The last upstream reply and what it was judged: an empty later round never replaces it (rule 27). */
  readonly last?: { readonly reply: Reply; readonly failure: Failure } | undefined
  readonly phase: Phase
  /** What the shell is doing now, or did last. */
  readonly command: Command
}

/** Where an execution stands. */
export type Phase =
  | { readonly type: 'attempting'; readonly number: number }
  | { readonly type: 'committed'; readonly number: number }
  /** `again`: the target whose own hint is waited for (rule 25). */
  | { readonly type: 'waiting'; readonly since: Instant; readonly until: Instant; readonly again?: TargetId }
  | { readonly type: 'finished' }
  | { readonly type: 'failed'; readonly error: ExecutionError }
