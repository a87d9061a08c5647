import type { RouterEvent } from '../snapshot/router-event.js'
import type { Snapshot } from '../snapshot/snapshot.js'
import type { Execution } from './execution.js'
import type { Command } from './protocol.js'

/** What one step of a request leaves behind: what we know now, where the request stands, what to do, what was learnt. */
export interface Step {
  readonly snapshot: Snapshot
  readonly execution: Execution
  readonly command: Command
  /** The facts of this step; `snapshot` is the old one with these reduced into it. */
  readonly events: readonly RouterEvent[]
}
