import { createServer, type RequestListener } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { serve } from '@hono/node-server'
import { definePolicy } from '@router/core'
import { createRouter, type Router } from '@router/node-fetch'
import OpenAI from 'openai'
import { expect, it, onTestFinished } from 'vitest'
import { fastifyApp } from '../examples/fastify/app.js'
import { honoApp } from '../examples/hono/app.js'

/** A server on loopback, and the connections to it that are open and have been asked. */
async function upstream(listener: RequestListener) {
  const server = createServer(listener)
  const open = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    socket.once('data', () => open.add(socket)).on('close', () => open.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, open }
}

const chunk = (delta: object, finish: string | null = null): string =>
  `data: ${JSON.stringify({ id: '1', object: 'chat.completion.chunk', created: 0, model: 'm', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`

const limited: RequestListener = (request, response) => {
  request.resume()
  response.writeHead(429, { 'content-type': 'application/json', 'retry-after': '40' })
  response.end('{"error":{"message":"slow down","type":"requests"}}')
}

const well: RequestListener = (request, response) => {
  void text(request).then((body) => {
    const { stream, messages } = JSON.parse(body) as { stream?: boolean; messages: readonly { content: string }[] }
    const content = `You said: ${messages[0]?.content}`
    response.setHeader('content-type', stream ? 'text/event-stream' : 'application/json')
    if (stream) response.end(`${chunk({ content })}${chunk({}, 'stop')}data: [DONE]\n\n`)
    else response.end(JSON.stringify({ choices: [{ message: { role: 'assistant', content } }] }))
  })
}

const stalled: RequestListener = (request, response) => {
  request.resume()
  response.writeHead(200, { 'content-type': 'text/event-stream' }).write(chunk({ content: 'Hel' }))
}

const policy = definePolicy({
  providers: { limited: {}, well: {}, stalled: {} },
  aliases: {
    fast: { targets: ['limited/m', 'well/m'], strategy: 'fill-first' },
    lonely: { targets: ['limited/m'] },
    stalled: { targets: ['stalled/m'] },
  },
})

/** Starts the app of a framework; its address. */
const frameworks = {
  Hono: async (router: Router): Promise<string> => {
    const server = serve({ fetch: honoApp(router, policy).fetch, port: 0, hostname: '127.0.0.1' })
    await new Promise((resolve) => server.once('listening', resolve))
    onTestFinished(() => void server.close())
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  },
  Fastify: async (router: Router): Promise<string> => {
    const app = fastifyApp(router, policy)
    onTestFinished(() => app.close())
    return await app.listen({ port: 0, host: '127.0.0.1' })
  },
} as const satisfies Record<string, (router: Router) => Promise<string>>

const each = Object.entries(frameworks)

async function setting(start: (router: Router) => Promise<string>) {
  const places = { limited: await upstream(limited), well: await upstream(well), stalled: await upstream(stalled) }
  const upstreams = Object.fromEntries(
    Object.entries(places).map(([name, { url }]) => [name, { baseUrl: url, credentials: { default: 'secret' } }]),
  )
  const url = await start(createRouter({ policy, upstreams }))
  return { url, openai: new OpenAI({ apiKey: 'unused', baseURL: `${url}/v1` }), ...places }
}

const messages = [{ role: 'user' as const, content: 'grüße' }]

it.each(each)(
  'inside %s the same policy serves OpenAI’s client, whole and streamed, and lists its names',
  async (_, start) => {
    const { openai } = await setting(start)
    const whole = await openai.chat.completions.create({ model: 'fast', messages })
    expect(whole.choices[0]?.message.content).toBe('You said: grüße')
    let said = ''
    for await (const part of await openai.chat.completions.create({ model: 'fast', messages, stream: true }))
      said += part.choices[0]?.delta.content ?? ''
    expect(said).toBe('You said: grüße')
    expect((await openai.models.list()).data.map(({ id }) => id).slice(0, 3)).toEqual(['fast', 'lonely', 'stalled'])
  },
)

it.each(each)('inside %s a failure keeps its words, its headers and its retry time', async (_, start) => {
  const { url } = await setting(start)
  const body = JSON.stringify({ model: 'lonely', messages })
  const response = await fetch(`${url}/v1/chat/completions`, { method: 'POST', body })
  expect([response.status, await response.json()]).toEqual([429, { error: { message: 'slow down', type: 'requests' } }])
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'retry-after': '40',
    'x-router-target': 'limited/default/m',
    'x-router-attempts': '1',
    'x-should-retry': 'false',
  })
})

it.each(each)('inside %s a client that disconnects closes the upstream', async (_, start) => {
  const { url, stalled: endless } = await setting(start)
  const client = connect(Number(new URL(url).port), '127.0.0.1')
  const body = '{"model":"stalled","stream":true}'
  client.write(
    `POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
  )
  await new Promise((resolve) => client.once('data', resolve))
  expect(endless.open.size).toBe(1)
  client.destroy()
  await expect.poll(() => endless.open.size, { interval: 5, timeout: 500 }).toBe(0)
})
