import type { Policy, Reply, RouteRequest, Step, Target } from '@router/core'
import type { Begin } from './case.js'
import type { Pool } from './pool.js'

/** One request of a case. */
export interface Life {
  readonly asked: Begin
  readonly policy: Policy
  readonly request: RouteRequest
  readonly pool: Pool
  /** Absent: it has not set out yet; it does so when it is first selected for. */
  step?: Step
  /** When its wait is over. */
  wakesAt?: number
  /** What each attempt was answered, by its number. */
  readonly replies: Map<number, Reply>
  /** The caller has gone. */
  cancelled?: true
  /** Frames that are held back, and those that the caller has. */
  held: string[]
  readonly emitted: string[]
  /** The last marker of the stream has come. */
  complete?: true
  /** Whose stream has failed since somebody was last selected. */
  broken?: Target
}
