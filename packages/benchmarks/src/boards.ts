import { installed } from '../../../docs/examples/concurrency/install.js'
import type { Bundles } from './bundle.js'
import { barsBoard } from './core/bars-board.js'
import { classifyBoard } from './core/classify-board.js'
import { decisionBoard } from './core/decision-board.js'
import type { Report, Say } from './lib/board.js'
import { rivalsBoard } from './rivals/rivals-board.js'
import { versions } from './rivals/versions.js'
import { fetchBoard } from './wire/fetch-board.js'
import { gatewayBoard } from './wire/gateway-board.js'

/** What a board may need to know of the rest. */
export interface Given {
  readonly bundles: Bundles
  /** Where the recorded replies are. */
  readonly replies: string
  /** Where others' packages are installed. */
  readonly aside: string
  readonly zippedBytes: number
}

type Board = (say: Say, given: Given) => Promise<Report>

const boards: Readonly<Record<string, Board>> = {
  bars: (say, { bundles, zippedBytes }) => barsBoard(say, bundles.core, zippedBytes),
  decision: (say) => decisionBoard(say),
  rivals: async (say, { aside }) => rivalsBoard(say, await installed(aside, versions, say)),
  classify: (say, { replies }) => classifyBoard(say, replies),
  fetch: (say, { bundles }) => fetchBoard(say, bundles),
  gateway: async (say, { bundles, aside }) => {
    await installed(aside, versions, say)
    return await gatewayBoard(say, bundles, aside)
  },
}

// Run in a process of its own, without the loader of the script that started it; tells that script the result.
const [, , name = '', given = '{}'] = process.argv
const startedAt = performance.now()
const say: Say = (what) =>
  console.error(`${String(Math.round((performance.now() - startedAt) / 1_000)).padStart(4)} s  ${name}: ${what}`)
const report = await boards[name]?.(say, JSON.parse(given) as Given)
process.send?.(report)
process.disconnect?.()
// A pool that is only looked at leaves timers behind.
process.exit(0)
