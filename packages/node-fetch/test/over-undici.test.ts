import { type AddressInfo, createServer, type Socket } from 'node:net'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { createRouterFetch } from '@router/node-fetch'
import { undiciFetch } from '@router/node-fetch/undici'
import { transportLaws } from '@router/testing'
import { Agent, Pool } from 'undici'
import { describe, expect, it, onTestFinished } from 'vitest'
import { childProgram } from './support/child.js'
import { answerWell, completion, stream } from './support/openai.js'
import { routerTo } from './support/router.js'
import { httpUpstream, refusedUrl, type TestUpstream } from './support/upstream.js'

const good = (): Promise<TestUpstream> => httpUpstream(({ body }, response) => answerWell(body, response, 'well'))

/** It takes connections, and never shakes hands. */
async function withoutHandshake(): Promise<{ readonly url: string; readonly connections: () => number }> {
  const open: Socket[] = []
  const server = createServer((socket) => open.push(socket.on('error', () => undefined)))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    for (const socket of open) socket.destroy()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { url: `https://127.0.0.1:${port}/v1`, connections: () => open.length }
}

it('a connection that takes longer than connectMs ends as a timeout, and another target is asked', async () => {
  const spare = await good()
  const { url: silent } = await withoutHandshake()
  const { ask, blamed } = routerTo({ silent, spare: spare.url }, { timeouts: { connectMs: 150 } })
  const began = performance.now()
  expect((await ask()).status).toBe(200)
  expect(performance.now() - began).toBeGreaterThan(140)
  expect(performance.now() - began).toBeLessThan(3_000)
  expect(blamed()).toEqual(['timeout provider:silent'])
})

it('connectMs says nothing of how long an answer takes once there is a connection', async () => {
  const slow = await httpUpstream(async ({ body }, response) => {
    await new Promise((resolve) => setTimeout(resolve, 400))
    answerWell(body, response, 'well')
  })
  const { ask, failures } = routerTo({ slow: slow.url }, { timeouts: { connectMs: 150 } })
  expect((await ask()).status).toBe(200)
  expect((await ask()).status).toBe(200)
  expect(failures()).toEqual([])
})

it.each([
  ['gzip', gzipSync],
  ['x-gzip', gzipSync],
  ['deflate', deflateSync],
  ['deflate', deflateRawSync],
  ['br', brotliCompressSync],
  ['br, gzip', (bytes: Buffer) => gzipSync(brotliCompressSync(bytes))],
] as const)('an answer in %s is decoded, and nothing says any more that it was', async (coding, compress) => {
  const { url } = await httpUpstream((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': coding })
    response.end(compress(Buffer.from(completion('decoded'))))
  })
  const response = await routerTo({ only: url }).ask()
  expect(await response.text()).toBe(completion('decoded'))
  expect(response.headers.get('content-encoding')).toBeNull()
})

it.each(['identity', 'made-up', 'constructor'])(
  'an answer in a coding that is none, %s, is read as it came',
  async (coding) => {
    const { url } = await httpUpstream((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': coding })
      response.end(completion('plain'))
    })
    expect(await (await routerTo({ only: url }).ask()).text()).toBe(completion('plain'))
  },
)

it('a compressed stream is decoded frame by frame, before the next one has come', async () => {
  const frames = gzipSync(Buffer.from(stream('a', 'b')))
  const { url } = await httpUpstream(async (_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'content-encoding': 'gzip' })
    for (const byte of frames) response.write(Uint8Array.of(byte))
    response.end()
  })
  expect(await (await routerTo({ only: url }).ask({ stream: true })).text()).toBe(stream('a', 'b'))
})

it('the headers that the built-in fetch sends by itself are sent here, too, and the caller’s go before them', async () => {
  const upstream = await good()
  const { ask } = routerTo({ only: upstream.url })
  await ask()
  await ask({}, { headers: { 'content-type': 'application/json', 'user-agent': 'mine', accept: 'application/json' } })
  const [first, second] = upstream.received.map(({ headers }) => headers)
  expect(first).toMatchObject({ accept: '*/*', 'user-agent': 'node', 'accept-encoding': 'gzip, deflate' })
  expect(second).toMatchObject({ accept: 'application/json', 'user-agent': 'mine' })
})

it('a pool with one connection serves requests one after the other, and all of them', async () => {
  const upstream = await good()
  const pool = new Pool(new URL(upstream.url).origin, { connections: 1 })
  onTestFinished(async () => await pool.destroy())
  const { ask } = routerTo({ only: upstream.url }, {}, { fetch: undiciFetch({ dispatcher: pool }) })
  const answers = await Promise.all(Array.from({ length: 20 }, () => ask()))
  expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200))
  await Promise.all(answers.map((answer) => answer.text()))
  expect(upstream.connections()).toBe(1)
})

it('a connection that is still being made when the caller leaves asks nobody', async () => {
  const { url, connections } = await withoutHandshake()
  const { ask, failures } = routerTo({ only: url })
  const leaving = new AbortController()
  const answer = ask({}, { signal: leaving.signal })
  setTimeout(() => leaving.abort(new Error('gone')), 100)
  await expect(answer).rejects.toThrow('gone')
  expect(failures()).toEqual([])
  expect(connections()).toBe(1)
})

// Importing undici sets the dispatcher of the built-in fetch, where that has not been used yet.
it('the entry point leaves the built-in fetch alone, undici does not, and a router over the built-in one works all the same', async () => {
  const upstream = await good()
  const child = childProgram('global-dispatcher', await refusedUrl(), upstream.url)
  expect(await child.line()).toBe('after the entry point: nobody’s')
  expect(await child.line()).toBe('after undici: undici’s')
  expect(await child.line()).toBe('200 well/default/m true')
})

describe('the laws of transports', () => {
  const laws = transportLaws(({ policy, store, upstreams }) => {
    const places = Object.entries(upstreams).map(([name, { baseUrl, secret }]) => {
      return [name, { baseUrl, credentials: { default: secret } }] as const
    })
    const fetch = createRouterFetch({
      policy,
      store,
      upstreams: Object.fromEntries(places),
      fetch: undiciFetch({ dispatcher: new Agent() }),
    })
    return ({ body, signal }) =>
      fetch('http://router/v1/chat/completions', { method: 'POST', body: JSON.stringify(body), signal })
  })
  for (const { name, check } of laws) it(name, check)
})
