import { RouterError } from '@router/node-fetch'
import { expect, it } from 'vitest'
import { answerWell, chunk, completion, done, roleOnly, stream, streamHead } from './support/openai.js'
import { readAll } from './support/read-all.js'
import { routerTo } from './support/router.js'
import { drained, httpUpstream, scriptedUpstream, type WireStep } from './support/upstream.js'

const write = (bytes: string): WireStep => ({ type: 'write', bytes })
const begun = write(streamHead + roleOnly + chunk({ content: 'Hel' }) + chunk({ content: 'lo' }))

it('a streamed answer reaches the caller byte by byte as the upstream sent it', async () => {
  const bytes = stream('Grüße, ', '世界', ' 🌍')
  const split = [...Buffer.from(bytes)].map((byte) => ({ type: 'write', bytes: Uint8Array.of(byte) }) as const)
  const slow = await scriptedUpstream([{ type: 'read' }, write(streamHead), ...split, { type: 'fin' }])
  const { ask, steps } = routerTo({ slow: slow.url })
  const response = await ask({ stream: true })
  expect(response.headers.get('content-type')).toBe('text/event-stream')
  expect(await readAll(response)).toEqual({ text: bytes })
  expect(steps.at(-1)?.command).toEqual({ type: 'finish' })
})

it.each([
  ['reset', [{ type: 'rst' }]],
  ['closed without its terminal marker', [{ type: 'fin' }]],
] as const)(
  'a stream that is %s after its first content ends in an error, never cleanly, and nobody else is asked',
  async (_, ending) => {
    const broken = await scriptedUpstream([{ type: 'read' }, begun, { type: 'wait', ms: 20 }, ...ending])
    const spare = await httpUpstream(({ body }, response) => answerWell(body, response, 'spare'))
    const { ask, failures, steps } = routerTo({ broken: broken.url, spare: spare.url })
    const { text, error } = await readAll(await ask({ stream: true }))
    expect(text).toBe(roleOnly + chunk({ content: 'Hel' }) + chunk({ content: 'lo' }))
    expect(error).toBeInstanceOf(RouterError)
    expect((error as RouterError).error).toMatchObject({ why: 'interrupted', failure: { class: 'stream-broken' } })
    expect(failures()).toEqual(['stream-broken'])
    expect(spare.received).toEqual([])
    expect(steps.at(-1)?.execution.attempts).toHaveLength(1)
  },
)

it('an error event after the first content is handed on, and then the stream ends in an error', async () => {
  const event = 'data: {"error":{"message":"The server had an error","type":"server_error"}}\n\n'
  const broken = await scriptedUpstream([
    { type: 'read' },
    begun,
    { type: 'wait', ms: 20 },
    write(event),
    { type: 'fin' },
  ])
  const { ask, failures } = routerTo({ broken: broken.url })
  const { text, error } = await readAll(await ask({ stream: true }))
  expect(text.endsWith(event)).toBe(true)
  expect(error).toBeInstanceOf(RouterError)
  expect(failures()).toEqual(['server-error'])
})

it('silence after the first content ends the stream when the idle time is over, and closes the connection', async () => {
  const stalled = await scriptedUpstream([{ type: 'read' }, begun, { type: 'freeze' }])
  const { ask, failures } = routerTo({ stalled: stalled.url }, { timeouts: { idleMs: 80 } })
  const { error } = await readAll(await ask({ stream: true }))
  expect((error as RouterError).error).toMatchObject({ why: 'interrupted', failure: { class: 'timeout' } })
  expect(failures()).toEqual(['timeout'])
  await expect.poll(stalled.connections).toBe(0)
})

it('an upstream that says it is done and never closes is a success, and is closed for it', async () => {
  const lingering = await scriptedUpstream([{ type: 'read' }, write(streamHead + stream('Hello')), { type: 'freeze' }])
  const { ask, steps } = routerTo({ lingering: lingering.url })
  expect(await readAll(await ask({ stream: true }))).toEqual({ text: stream('Hello') })
  expect(steps.at(-1)?.events).toMatchObject([{ type: 'attempt-succeeded' }])
  await expect.poll(lingering.connections).toBe(0)
})

it('with commit: complete, even a stream that is cut fails over, and no byte of it is seen', async () => {
  const broken = await scriptedUpstream([{ type: 'read' }, begun, { type: 'wait', ms: 20 }, { type: 'rst' }])
  const well = await httpUpstream(({ body }, response) => answerWell(body, response, 'whole'))
  const { ask, failures } = routerTo({ broken: broken.url, well: well.url }, { commit: 'complete' })
  expect(await readAll(await ask({ stream: true }))).toEqual({ text: stream('whole') })
  expect(failures()).toEqual(['stream-broken'])
})

it('with commit: first-byte, the first frame is handed over before there is content', async () => {
  const slow = await scriptedUpstream([
    { type: 'read' },
    write(streamHead + roleOnly),
    { type: 'wait', ms: 150 },
    write(chunk({ content: 'x' }) + done),
    { type: 'fin' },
  ])
  const { ask } = routerTo({ slow: slow.url }, { commit: 'first-byte' })
  const response = await ask({ stream: true })
  expect(slow.connections()).toBe(1)
  expect(await readAll(response)).toEqual({ text: roleOnly + chunk({ content: 'x' }) + done })
})

it('a caller that stops reading closes the connection to the upstream, and nobody is charged', async () => {
  const endless = await httpUpstream(async (_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    while (!response.destroyed) {
      response.write(chunk({ content: 'more ' }))
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  })
  const { ask, failures, steps } = routerTo({ endless: endless.url })
  const response = await ask({ stream: true })
  const reader = response.body?.getReader()
  await reader?.read()
  await reader?.cancel('enough')
  await expect.poll(endless.connections).toBe(0)
  await expect.poll(() => steps.at(-1)?.events).toMatchObject([{ type: 'attempt-abandoned' }])
  expect(failures()).toEqual([])
})

it('a slow reader slows the upstream down instead of filling memory', async () => {
  let sentBytes = 0
  const fast = await httpUpstream(async (_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    const frame = chunk({ content: 'a'.repeat(65_536) })
    while (!response.destroyed && sentBytes < 400_000_000) {
      sentBytes += frame.length
      if (!response.write(frame)) await drained(response)
    }
  })
  const { ask } = routerTo({ fast: fast.url })
  const response = await ask({ stream: true })
  const reader = response.body?.getReader()
  await reader?.read()
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect(sentBytes).toBeLessThan(40_000_000)
  await reader?.cancel()
})

it('a whole answer over a mebibyte is handed over while it still comes', async () => {
  const large = completion('a'.repeat(3 * 1024 * 1024))
  const sender = await httpUpstream((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': large.length }).end(large)
  })
  const { ask, steps } = routerTo({ sender: sender.url })
  const response = await ask()
  expect(steps.at(-1)?.command.type).toBe('deliver')
  expect(await response.text()).toBe(large)
  expect(steps.at(-1)?.command.type).toBe('finish')
})
