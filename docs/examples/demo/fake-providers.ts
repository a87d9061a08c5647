import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { answerTo } from './answers.js'
import { completion, type Question, readQuestion } from './openai-wire.js'
import replies from './recorded-replies.json' with { type: 'json' }

/** Servers on loopback that behave like providers on a bad day, in the wire format of OpenAI. */
export interface FakeProviders {
  /** What to put in place of each provider's `baseUrl`. */
  readonly baseUrls: Readonly<Record<string, string>>
  /** What each does, in words. */
  readonly behaviours: Readonly<Record<string, string>>
  /** How many requests have reached any of them. */
  readonly received: () => number
  readonly close: () => Promise<void>
}

type Behaviour = (question: Question, response: ServerResponse) => void | Promise<void>

/** Starts one server for each provider of the demo's file. */
export async function startFakeProviders(): Promise<FakeProviders> {
  let received = 0
  const listen = async (behave: Behaviour): Promise<Server> => {
    const server = createServer((request, response) => {
      received += 1
      void answer(request, response, behave)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return server
  }
  const servers = {
    openai: await listen(throttling()),
    groq: await listen(healthy),
    openrouter: await listen(breaking),
    mistral: await listen(healthy),
  }
  const baseUrls = Object.fromEntries(
    Object.entries(servers).map(([provider, server]) => {
      const { port } = server.address() as AddressInfo
      return [provider, `http://127.0.0.1:${port}/v1`]
    }),
  )
  // Nobody listens on this port any more, so that connections to it are refused.
  await closed(servers.groq)
  return {
    baseUrls,
    behaviours: {
      openai: 'throttles: recorded rate-limit, quota and overload replies, in turn',
      groq: 'is down: refuses connections',
      openrouter: 'breaks: resets the connection before the first token',
      mistral: 'is well: two keys',
    },
    received: () => received,
    close: async () => {
      await Promise.all([servers.openai, servers.openrouter, servers.mistral].map(closed))
    },
  }
}

async function answer(request: IncomingMessage, response: ServerResponse, behave: Behaviour): Promise<void> {
  const question = await readQuestion(request)
  if (question === undefined) response.writeHead(400).end()
  else await behave(question, response)
}

/** Recorded replies of real upstreams, one after the other. */
function throttling(): Behaviour {
  let turn = 0
  return (_, response) => {
    const reply = replies[turn++ % replies.length]
    const headers = { 'content-type': 'application/json', ...reply?.headers }
    response.writeHead(reply?.status ?? 500, headers).end(reply?.body)
  }
}

/** Says 200 and who speaks, but not a word of the answer, and is gone. */
const breaking: Behaviour = async ({ id, model, stream }, response) => {
  response.writeHead(200, { 'content-type': stream ? 'text/event-stream' : 'application/json' })
  const opening = completion({ id, model, stream, delta: { role: 'assistant', content: '' } })
  await new Promise((resolve) => response.write(stream ? frame(opening) : opening.slice(0, 40), resolve))
  await delay(20)
  response.socket?.resetAndDestroy()
}

/** Answers, a word every 15 ms. */
const healthy: Behaviour = async ({ id, model, stream, prompt }, response) => {
  const words = answerTo(prompt).match(/\s*\S+/g) ?? []
  if (!stream) {
    await delay(120)
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(completion({ id, model, content: words.join('') }))
    return
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  response.write(frame(completion({ id, model, stream, delta: { role: 'assistant', content: '' } })))
  for (const content of words) {
    await delay(15)
    if (response.destroyed) return
    response.write(frame(completion({ id, model, stream, delta: { content } })))
  }
  response.write(frame(completion({ id, model, stream, delta: {}, finish: 'stop' })))
  response.end(frame('[DONE]'))
}

const frame = (data: string): string => `data: ${data}\n\n`

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
