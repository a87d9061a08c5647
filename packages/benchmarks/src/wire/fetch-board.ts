import type { Bundles } from '../bundle.js'
import type { Report, Say } from '../lib/board.js'
import { table } from '../lib/words.js'
import { answeredOf, type Child, started } from './child.js'
import type { Answered } from './closed-loop.js'
import { barRow, barTitles, headingOf, type Lane, type Rate, ratesTable, type Setting, settings } from './rates.js'

const rounds = 5
const roundMs = 600

const ways = {
  bare: 'bare `fetch`',
  'hand-written': 'hand-written `fetch`',
  router: '`createRouterFetch`',
  undici: '`createRouterFetch` over undici’s dispatcher',
} as const

const bars = [
  { other: 'hand-written', atLeast: 0.95 },
  { other: 'bare', atLeast: 0.75 },
] as const

/** `createRouterFetch` beside a bare and a hand-written `fetch`: each in its process, the upstream in another. */
export async function fetchBoard(say: Say, bundles: Bundles): Promise<Report> {
  const upstream = await started(bundles.upstream)
  const origin = `http://127.0.0.1:${upstream.port}`
  const callers = new Map<string, Child>()
  try {
    for (const way of Object.keys(ways))
      callers.set(way, await started(bundles.caller, [way, origin], { meter: bundles.meter }))
    const parts: string[] = []
    const rows: (readonly string[])[] = []
    for (const setting of settings) {
      say(headingOf(setting, 'request').slice(4))
      const lanes = await measured(callers, setting)
      const over = bars.map(({ other }) => ({ title: ways[other], name: ways[other] }))
      parts.push(headingOf(setting, 'request'), ratesTable(lanes, over))
      rows.push(...comparedWithBars(lanes, setting))
    }
    const summary = table([barTitles, ...rows])
    return { text: [summary, ...parts].join('\n\n') }
  } finally {
    for (const caller of callers.values()) caller.end()
    upstream.end()
  }
}

async function measured(callers: ReadonlyMap<string, Child>, setting: Setting): Promise<readonly Lane[]> {
  const rates = new Map<string, Rate[]>()
  // The first round warms up.
  for (let round = 0; round <= rounds; round += 1) {
    for (const [way, caller] of callers) {
      const before = await caller.tell<{ readonly cpuUs: number }>('cpu')
      const answered = answeredOf(await caller.tell<{ readonly answered: Answered }>({ ...setting, ms: roundMs }))
      const after = await caller.tell<{ readonly cpuUs: number }>('cpu')
      if (round > 0) rates.set(way, [...(rates.get(way) ?? []), { ...answered, cpuUs: after.cpuUs - before.cpuUs }])
    }
  }
  return Object.entries(ways).map(([way, name]) => ({ name, rates: rates.get(way) ?? [] }))
}

function comparedWithBars(lanes: readonly Lane[], { stream, concurrent }: Setting): (readonly string[])[] {
  const how = `${stream ? 'streamed' : 'not streamed'}, ${concurrent} at a time`
  return [ways.router, ways.undici].flatMap((ours) =>
    bars.map(({ other, atLeast }) => barRow(how, lanes, { ours, theirs: ways[other], atLeast })),
  )
}
