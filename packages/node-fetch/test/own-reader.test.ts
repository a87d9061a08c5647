import type { Frame, WireReader } from '@router/core/wire'
import { expect, it } from 'vitest'
import { completion, stream, streamHead } from './support/openai.js'
import { routerTo } from './support/router.js'
import { fin, json, read, write } from './support/script.js'
import { scriptedUpstream, type TestUpstream } from './support/upstream.js'

/** Reads a format that is nobody's: `open`, `word …`, `oops …`, `over`. */
const own: WireReader = {
  frame: ({ data }): Frame => {
    if (data === 'open') return { type: 'lifecycle' }
    if (data === 'over') return { type: 'end', complete: true }
    return { type: data.startsWith('oops') ? 'error' : 'content' }
  },
  body: (answer): Frame => ({
    type: (answer as { readonly words?: readonly string[] }).words?.length === 0 ? 'lifecycle' : 'content',
    complete: true,
  }),
}

const events = (...data: readonly string[]): string => data.map((each) => `data: ${each}\n\n`).join('')
const plays = (...data: readonly string[]): Promise<TestUpstream> =>
  scriptedUpstream([read, write(streamHead + events(...data)), fin])

it('an upstream with a format of its own is read as its reader says', async () => {
  const failing = await plays('open', 'oops: no')
  const empty = await plays('open', 'over')
  const well = await plays('open', 'word', 'over')
  const { ask, failures } = routerTo(
    {
      failing: { baseUrl: failing.url, reader: own },
      empty: { baseUrl: empty.url, reader: own },
      well: { baseUrl: well.url, reader: own },
    },
    { rules: [{ status: 200, match: ['oops'], class: 'overloaded' }] },
  )
  expect(await (await ask({ stream: true })).text()).toBe(events('open', 'word', 'over'))
  expect(failures()).toEqual(['overloaded', 'stream-broken'])
})

it('an answer that is not streamed is read so, too, and an upstream without a reader as its dialect says', async () => {
  const empty = await scriptedUpstream([read, json('200 OK', { words: [] }), fin])
  const plain = await scriptedUpstream([read, json('200 OK', completion('x')), fin])
  const { ask, failures } = routerTo({ empty: { baseUrl: empty.url, reader: own }, plain: plain.url })
  expect(await (await ask()).text()).toBe(completion('x'))
  expect(failures()).toEqual(['stream-broken'])
})

it('a reader that throws breaks no answer', async () => {
  const broken: WireReader = {
    frame: () => {
      throw new Error('of the reader')
    },
    body: own.body,
  }
  const well = await scriptedUpstream([read, write(streamHead + stream('x')), fin])
  const { ask, steps } = routerTo({ well: { baseUrl: well.url, reader: broken } })
  const response = await ask({ stream: true })
  expect(steps.at(-1)?.command.type).toBe('deliver')
  await response.text().catch(() => undefined)
})
