import type { AttemptCommand, Instant, Milliseconds, Reply, RouteRequest, Target } from '@router/core'

/** What upstreams do, wherever that is known from. */
export interface World {
  /** What becomes of an attempt that starts now; asked once for each. `lot` tells attempts apart. */
  readonly attempt: (command: AttemptCommand, request: RouteRequest, lot: number, now: Instant) => Outcome
  /** An attempt that was let in has ended. */
  readonly end: (target: Target) => void
  /** What a request costs that was served there. */
  readonly costOf: (target: Target, request: RouteRequest) => number
}

/** What an attempt comes to: the first content or the reply after so long, and then the end of the stream. */
export type Outcome =
  /** `outside`: it was never let in, so it does not leave either. */
  | { readonly type: 'failed'; readonly afterMs: Milliseconds; readonly reply: Reply; readonly outside?: true }
  | { readonly type: 'served'; readonly afterMs: Milliseconds; readonly stream?: StreamEnd }

/** How a stream ends after its first content. */
export interface StreamEnd {
  readonly afterMs: Milliseconds
  readonly broken?: Reply
}
