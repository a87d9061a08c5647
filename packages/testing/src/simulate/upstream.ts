import type { Milliseconds, Reply } from '@router/core'
import type { Duration } from './duration.js'
import type { ReplyName } from './reply-names.js'

/**
 * How one scope behaves: a provider, a credential, a model or a target, named as in `target.scopes`. A target obeys all of
 * its scopes at once; of what can hold only once, such as a latency, the narrowest says it.
 */
export interface UpstreamModel {
  /** Until the first content, or until the whole answer where it is not streamed. Median 600 ms, 99 % within 4 s. */
  readonly latencyMs?: Duration
  /** From the first content of a stream to its end. Median 3 s, 99 % within 20 s. */
  readonly streamMs?: Duration
  /** A bucket of requests that is filled evenly. Whoever finds it empty gets a 429 that says when to come back. */
  readonly limit?: RateLimit
  /** So many requests in each window; then a 429 that says that the quota is spent. */
  readonly quota?: Quota
  /** More attempts at one time are answered with `overloaded`. */
  readonly atOnce?: number
  /** Times when nothing works. */
  readonly outages?: readonly Outage[]
  /** What goes wrong now and then. */
  readonly errors?: readonly ErrorShare[]
  /** What one served request costs, and each of its tokens. */
  readonly cost?: number
  readonly costPerToken?: number
}

/** How many requests may come in a time. */
export interface RateLimit {
  readonly requests: number
  readonly perMs: Milliseconds
  /** How many may come at once; as many as in that time by default. */
  readonly burst?: number
  /** Whether the 429 says when to come back; it does by default. */
  readonly hint?: boolean
}

/** So many requests, and at the start of every window again so many; a day by default. */
export interface Quota {
  readonly requests: number
  readonly everyMs?: Milliseconds
  readonly hint?: boolean
}

/** A time of failure, from the start of the simulation. */
export interface Outage {
  readonly fromMs: Milliseconds
  readonly toMs: Milliseconds
  /** What is answered; `overloaded` by default. `hangs`: nothing at all, until the attempt times out. */
  readonly answer?: Reply | ReplyName | 'hangs'
  /** How long that answer takes; 50 ms by default. */
  readonly afterMs?: Duration
  /** A slow recovery: after `toMs`, fewer and fewer fail, and none any more after so long. */
  readonly recoveryMs?: Milliseconds
}

/** A share of the attempts that fail, between 0 and 1. */
export interface ErrorShare {
  readonly share: number
  readonly answer: Reply | ReplyName | 'hangs'
  readonly afterMs?: Duration
  /** In the middle of a stream, after its first content; only streams break so. */
  readonly midStream?: boolean
}
