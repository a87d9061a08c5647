import type { Phase } from './execution.js'
import type { Report } from './protocol.js'

/**
 * Which report each phase understands, as data (rule 28). What is false here is a bug of the shell: `advance` throws and
 * nothing changes. Late reports of earlier attempts are understood everywhere and only teach.
 */
export const transitions: Readonly<Record<Phase['type'], Readonly<Record<Report['type'], boolean>>>> = {
  attempting: { failed: true, committed: true, succeeded: true, woke: false, cancelled: true },
  committed: { failed: true, committed: false, succeeded: true, woke: false, cancelled: true },
  waiting: { failed: false, committed: false, succeeded: false, woke: true, cancelled: true },
  finished: { failed: false, committed: false, succeeded: false, woke: false, cancelled: false },
  failed: { failed: false, committed: false, succeeded: false, woke: false, cancelled: false },
}
