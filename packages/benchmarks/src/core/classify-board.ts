import { classify, definePolicy } from '@router/core'
import { replyOf } from '../../../testing/cases/error-reply.js'
import { targetAt } from '../../../testing/cases/error-target.js'
import { readCases } from '../../../testing/cases/read-cases.js'
import type { Report, Say } from '../lib/board.js'
import { calling, race } from '../lib/race.js'
import { range, size, table, thousands, time } from '../lib/words.js'

const policy = definePolicy({ providers: { any: {} } })

/** What it costs to judge a recorded reply, by provider; `file` holds the replies. */
export async function classifyBoard(say: Say, file: string): Promise<Report> {
  const cases = readCases(file)
  const providers = [...new Set(cases.map(({ provider }) => provider))].toSorted()
  const lanes = providers.flatMap((provider) => {
    const target = targetAt(provider)
    const replies = cases.filter((each) => each.provider === provider).flatMap((each) => replyOf(each) ?? [])
    const judge = (turn: number): unknown => {
      const reply = replies[turn % replies.length]
      return reply === undefined ? undefined : (classify(policy, reply, { target, now: 0 }) ?? 'a success')
    }
    return replies.length < 2 ? [] : [{ provider, count: replies.length, timer: calling(judge) }]
  })
  say(`${lanes.length} providers`)
  const costs = await race(
    lanes.map(({ timer }) => timer),
    { rounds: 7, roundMs: 15 },
  )
  const rows = lanes.map(({ provider, count }, index) => ({ provider, count, cost: costs[index] }))
  return {
    text: table([
      ['provider', 'replies', 'one `classify`', 'fastest – slowest', 'allocates'],
      ...rows.flatMap(({ provider, count, cost }) =>
        cost === undefined
          ? []
          : [[provider, thousands(count), time(cost.ns.median), range(cost.ns, time), size(cost.bytes)]],
      ),
    ]),
  }
}
