import type { Snapshot, Step } from '@router/core'
import type { Leaving } from './day.js'
import type { Asked } from './upstream.js'

/** A request that reached an upstream, and how things stood then. */
export interface Arrived extends Asked {
  /** Whose it is: the number of the caller's request; undefined where its messages did not come along. */
  readonly request: number | undefined
  /** How many attempts there core had ordered for that request by then. */
  readonly ordered: number
  /** What the caller had been given by then. */
  readonly given: string
  /** Whether the caller had left by then. */
  readonly left: boolean
}

/** How a request ended for its caller. */
export type Ending =
  | { readonly type: 'open' }
  /** An answer that was read to its end. */
  | { readonly type: 'whole' }
  /** The caller read no further. */
  | { readonly type: 'dropped' }
  | { readonly type: 'refused'; readonly status: number; readonly text: string }
  | { readonly type: 'rejected'; readonly error: unknown }

/** One request, and all that is known of it. */
export interface PlayedRequest {
  readonly number: number
  readonly steps: readonly Step[]
  readonly ending: Ending
  /** The marks of the content that its caller was given. */
  readonly content: readonly { readonly mark: string; readonly answer: string }[]
  /** What was given, and that core had not said so. */
  readonly early: string | undefined
  /** How the caller left, if it did. */
  readonly left: Leaving['how'] | undefined
  /** What the caller left with. */
  readonly reason: unknown
  /** What is left of others on the caller's signal. */
  readonly listeners: number
}

/** A day that was played, and all that is known of it. */
export interface PlayedDay {
  /** What happened, line by line. */
  readonly lines: readonly string[]
  readonly requests: readonly PlayedRequest[]
  readonly arrived: readonly Arrived[]
  /** Targets with attempts that nobody has said the end of. */
  readonly underWay: readonly string[]
  readonly snapshot: Snapshot
  /** Answers that ended whole, such as `a1`. */
  readonly whole: ReadonlySet<string>
  /** Upstreams whose connection was open, with an answer that nobody reads, when all was over. */
  readonly open: readonly string[]
  /** What core refused to hear. */
  readonly refusals: readonly unknown[]
  readonly unhandled: readonly unknown[]
  /** The secret of each upstream. */
  readonly secrets: ReadonlyMap<string, string>
}
