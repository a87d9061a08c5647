import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'

/** What a provider was asked. */
export interface Asked {
  readonly model: string
  readonly stream: boolean
  readonly at: number
}

/** How a provider answers; `count` is how often it has been asked, this time included. */
export type Behaviour = (asked: Asked, response: ServerResponse, count: number) => void

/** A provider on loopback, and what it was asked. */
export interface Provider {
  readonly baseUrl: string
  readonly asked: readonly Asked[]
}

/** Starts a provider that behaves so; it is gone when the test is over. */
export async function providerThat(behaves: Behaviour): Promise<Provider> {
  const asked: Asked[] = []
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { model, stream = false } = JSON.parse(await text(request)) as { model: string; stream?: boolean }
    asked.push({ model, stream, at: performance.now() })
    behaves(asked.at(-1) as Asked, response, asked.length)
  }
  const server = createServer((request, response) => void answer(request, response).catch(() => response.destroy()))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, asked }
}

/** How many tokens a whole answer has. */
export const wholeAnswer = 60

const usage = { prompt_tokens: 5, completion_tokens: wholeAnswer, total_tokens: 5 + wholeAnswer }
const id = 'chatcmpl-1'

const chunk = (model: string, choices: readonly object[], more: object = {}): string =>
  `data: ${JSON.stringify({ id, object: 'chat.completion.chunk', created: 0, model, choices, ...more })}\n\n`

/** The first events of a stream: the role, then so many tokens. */
export function tokens(model: string, count: number): string {
  const role = chunk(model, [{ index: 0, delta: { role: 'assistant', content: '' }, finish_reason: null }])
  const content = chunk(model, [{ index: 0, delta: { content: 'word ' }, finish_reason: null }])
  return role + content.repeat(count)
}

/** The last events of a stream. */
export const finish = (model: string): string =>
  chunk(model, [{ index: 0, delta: {}, finish_reason: 'stop' }]) + chunk(model, [], { usage })

export const done = 'data: [DONE]\n\n'

/** Opens a stream. */
export function streaming(response: ServerResponse, events: string): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  response.write(events)
}

/** Answers as one should. */
export const well: Behaviour = ({ model, stream }, response) => {
  if (stream) {
    streaming(response, tokens(model, wholeAnswer) + finish(model) + done)
    response.end()
    return
  }
  const message = { role: 'assistant', content: 'word '.repeat(wholeAnswer) }
  const choices = [{ index: 0, message, finish_reason: 'stop' }]
  json(response, 200, { id, object: 'chat.completion', created: 0, model, choices, usage })
}

/** Answers with this status and error. */
export const failing =
  (status: number, error: object, headers: Readonly<Record<string, string>> = {}): Behaviour =>
  (_, response) =>
    json(response, status, { error }, headers)

/** The first time so, and then otherwise. */
export const first =
  (once: Behaviour, then: Behaviour): Behaviour =>
  (asked, response, count) =>
    (count === 1 ? once : then)(asked, response, count)

function json(response: ServerResponse, status: number, body: object, headers: object = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}
