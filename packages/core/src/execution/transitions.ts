import type { Phase } from './execution.js'
import type { Report } from './protocol.js'

/**
 * Which reports each phase understands, as data (rule 28). Any other is a bug of the shell: `advance` throws and nothing
 * changes. Late reports of earlier attempts are understood everywhere and only teach.
 */
export const transitions: Readonly<Record<Phase['type'], readonly Report['type'][]>> = {
  attempting: ['failed', 'committed', 'succeeded', 'cancelled'],
  committed: ['failed', 'succeeded', 'cancelled'],
  waiting: ['woke', 'cancelled'],
  finished: [],
  failed: [],
}
