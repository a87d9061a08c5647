import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { createRouter } from '@router/node-fetch'
import { transportLaws } from '@router/testing'
import { describe, expect, it, onTestFinished } from 'vitest'
import { answerWell, chunk, completion, roleOnly, stream, streamHead } from './support/openai.js'
import { readAll } from './support/read-all.js'
import { routerTo } from './support/router.js'
import { answer, fin, json, read, rst, wait, write } from './support/script.js'
import { transport } from './support/transport.js'
import { httpUpstream, listening, scriptedUpstream, type WireStep } from './support/upstream.js'

const large = completion('a'.repeat(3 * 1024 * 1024))

/** What an upstream may do, and what is asked of it. */
const upstreams: Readonly<Record<string, readonly [steps: readonly WireStep[], asked?: object]>> = {
  'a whole answer': [[json('200 OK', completion('Hello'), 'x-request-id: of-the-upstream', 'set-cookie: a=b')]],
  'a stream': [[write(streamHead + stream('Hel', 'lo')), fin], { stream: true }],
  'a stream that comes in pieces': [
    [write(streamHead + roleOnly), wait(20), write(chunk({ content: 'Hel' })), wait(20), write(stream('lo')), fin],
    { stream: true },
  ],
  'a stream that breaks off': [[write(streamHead + chunk({ content: 'Hel' })), wait(20), rst], { stream: true }],
  'a stream whose error comes late': [
    [write(`${streamHead}${chunk({ content: 'Hel' })}data: {"error":{"message":"no more"}}\n\n`), fin],
    { stream: true },
  ],
  'an answer too large to be kept': [[json('200 OK', large)]],
  'a large answer that breaks off': [
    [
      write(
        `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${large.length}\r\n\r\n${large.slice(9)}`,
      ),
      rst,
    ],
  ],
  'an answer that is no JSON': [[answer('200 OK', 'text/plain', 'Hello')]],
  'a refusal': [[json('429 Slow', { error: { message: 'slow down' } }, 'retry-after: 40')]],
  'a refusal without a body': [[answer('503 Busy', 'text/plain', '')]],
  'no answer': [[rst]],
  'an answer in bytes that are no ASCII': [
    [answer('200 OK', 'application/json', completion('grün'), 'x-word: gr\u00fcn')],
  ],
}

/** What a client can see of an answer; not what servers say of the connection. */
async function seen(asked: Promise<Response>): Promise<object> {
  const response = await asked
  const headers = new Headers(response.headers)
  for (const name of ['date', 'connection', 'keep-alive', 'transfer-encoding', 'content-length']) headers.delete(name)
  const { text, error } = await readAll(response)
  const broken = error !== undefined
  // How much of a large answer has come when it breaks off is chance.
  const said = broken ? text.slice(0, 500) : text
  return { status: response.status, headers: Object.fromEntries(headers), said, broken }
}

/** The address of a listener, such as a router, behind a port. */
const originOf = async ({ handle }: { readonly handle: RequestListener }): Promise<string> =>
  new URL((await listening(createServer(handle))).url).origin

it.each(Object.entries(upstreams))(
  'of %s the listener tells a client what fetch tells a caller',
  async (_, [steps, asked]) => {
    const upstream = await scriptedUpstream([read, ...steps, fin])
    const policy = { patience: { totalMs: 0 } }
    const body = JSON.stringify({ model: 'any', messages: [], ...asked })
    const init = { method: 'POST', body, headers: { 'content-type': 'application/json' } }
    const caller = await seen(routerTo({ one: upstream.url }, policy).ask({}, init))
    const url = await originOf(routerTo({ one: upstream.url }, policy).router)
    expect(await seen(fetch(`${url}/v1/chat/completions`, init))).toEqual(caller)
  },
)

it.each([
  ['GET', '/v1/chat/completions', undefined, 400],
  ['POST', '/v1/chat/completions', '{"model":"nobody"}', 404],
  ['POST', '/v1/chat/completions', '{}', 400],
  ['POST', '/v1/messages', 'no JSON', 400],
] as const)('%s %s with the body %s is answered as fetch answers it', async (method, path, body, status) => {
  const { router } = routerTo({ one: 'http://127.0.0.1:1/v1' })
  const init = body === undefined ? { method } : { method, body }
  const caller = await seen(router.fetch(`http://router${path}`, init))
  const client = await seen(fetch((await originOf(router)) + path, init))
  expect(client).toMatchObject({ ...caller, status })
})

it('an upstream gets of a client what it gets of a caller', async () => {
  const upstream = await httpUpstream(({ body }, response) => answerWell(body, response, 'x'))
  const { router, ask } = routerTo({ one: upstream.url })
  const headers = { 'content-type': 'application/json', 'x-twice': 'a, b', cookie: 'c=d', authorization: 'Bearer mine' }
  const init = { method: 'POST', headers, body: '{ "model": "any", "n": 1e0 }' }
  await (await ask({}, init)).text()
  await (await fetch(`${await originOf(router)}/v1/chat/completions`, init)).text()
  const [ofCaller, ofClient] = upstream.received.map(({ url, method, headers: all, body }) => {
    const { 'user-agent': _, accept: _1, 'accept-language': _2, 'sec-fetch-mode': _3, ...kept } = all
    return { url, method, headers: kept, body }
  })
  expect(ofClient).toEqual(ofCaller)
})

const openConnection = async (url: string): Promise<Socket> => {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  await once(socket, 'connect')
  onTestFinished(() => void socket.destroy())
  return socket
}

const textUntil = async (socket: Socket, end: string): Promise<string> => {
  let text = ''
  for await (const bytes of socket.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    text += String(bytes)
    if (text.includes(end)) break
  }
  return text
}

it('a path that is none is refused, and the connection serves on', async () => {
  const upstream = await httpUpstream(({ body }, response) => answerWell(body, response, 'x'))
  const socket = await openConnection(await originOf(routerTo({ one: upstream.url }).router))
  socket.write('POST //[ HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\n\r\n{}')
  expect(await textUntil(socket, 'is none')).toContain('400 Bad Request')
  const body = '{"model":"any"}'
  socket.write(`POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: ${body.length}\r\n\r\n${body}`)
  expect(await textUntil(socket, 'total_tokens')).toContain('200 OK')
})

it('a request whose body somebody has read before is refused instead of waited for', async () => {
  const { router } = routerTo({ one: 'http://127.0.0.1:1/v1' })
  const parsing: RequestListener = (request, response) => {
    request.resume().on('end', () => void router.handle(request, response))
  }
  const response = await fetch(await originOf({ handle: parsing }), { method: 'POST', body: '{"model":"any"}' })
  expect(response.status).toBe(400)
  expect(await response.text()).toContain('has been read already')
})

it('a client that has left before the router is handed its request is let go at once', async () => {
  const { router, steps } = routerTo({ one: 'http://127.0.0.1:1/v1' })
  let handled: Promise<void> | undefined
  const late: RequestListener = (request, response) => {
    request.on('close', () => {
      handled = router.handle(request, response)
    })
  }
  const socket = await openConnection(await originOf({ handle: late }))
  socket.write('POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{"model":')
  setTimeout(() => socket.destroy(), 20)
  await expect.poll(() => handled !== undefined).toBe(true)
  await handled
  expect(steps).toEqual([])
})

it('a client that leaves before it has said all, or while it waits, harms nobody and stops the upstream', async () => {
  const silent = await scriptedUpstream([read, { type: 'freeze' }])
  const { router, failures, steps } = routerTo({ silent: silent.url })
  const url = await originOf(router)
  const half = await openConnection(url)
  half.write('POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{"model":')
  half.destroy()
  const waiting = await openConnection(url)
  waiting.write('POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: 15\r\n\r\n{"model":"any"}')
  await expect.poll(silent.connections).toBe(1)
  await expect.poll(() => silent.received.length).toBe(1)
  waiting.destroy()
  await expect.poll(silent.connections).toBe(0)
  await expect.poll(() => steps.at(-1)?.events).toMatchObject([{ type: 'attempt-abandoned' }])
  expect(failures()).toEqual([])
})

/** The platform's fetch leaves listeners on the signal that it is given; this takes its own away when all is read. */
async function asClient(signal: AbortSignal, ask: (signal: AbortSignal) => Promise<Response>): Promise<Response> {
  const own = new AbortController()
  const leave = (): void => own.abort(signal.reason)
  if (signal.aborted) leave()
  signal.addEventListener('abort', leave)
  const over = (): void => signal.removeEventListener('abort', leave)
  const response = await ask(own.signal).catch((error: unknown) => {
    over()
    throw error
  })
  const pieces = async function* () {
    try {
      yield* response.body ?? []
    } finally {
      over()
    }
  }
  const { status, headers } = response
  return new Response(pieces() as unknown as ReadableStream, { status, headers })
}

describe('the laws of transports', () => {
  const laws = transportLaws(({ policy, store, upstreams: places }) => {
    const upstreams = Object.fromEntries(
      Object.entries(places).map(([name, { baseUrl, secret }]) => [
        name,
        { baseUrl, credentials: { default: secret } },
      ]),
    )
    const server = createServer(createRouter({ policy, store, upstreams, ...transport }).handle)
    const listens = new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)).then(() => server.unref())
    return async ({ body, signal }) => {
      await listens
      const { port } = server.address() as AddressInfo
      return await asClient(signal, async (own) => {
        const asked = { method: 'POST', body: JSON.stringify(body), signal: own }
        return await fetch(`http://127.0.0.1:${port}/v1/chat/completions`, asked)
      })
    }
  })
  for (const { name, check } of laws) it(name, check)
})
