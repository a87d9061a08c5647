import type { ServerResponse } from 'node:http'

/** A whole answer in OpenAI's wire format. */
export const completion = (content: string, model = 'm'): string =>
  JSON.stringify({
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 0,
    model,
    choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 3, completion_tokens: 5, total_tokens: 8 },
  })

/** One frame of a streamed answer. */
export const chunk = (delta: object, finish: string | null = null): string =>
  `data: ${JSON.stringify({ id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 0, model: 'm', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`

/** The frame that gives the caller nothing yet. */
export const roleOnly: string = chunk({ role: 'assistant', content: '' })

/** The terminal marker. */
export const done = 'data: [DONE]\n\n'

/** All frames of a streamed answer. */
export const stream = (...words: readonly string[]): string =>
  [roleOnly, ...words.map((content) => chunk({ content })), chunk({}, 'stop'), done].join('')

/** Head of a streamed answer on a raw connection, its length given by its end. */
export const streamHead = 'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n'

/** Answers whole or streamed, as asked. */
export function answerWell(body: string, response: ServerResponse, ...words: readonly string[]): void {
  const { stream: streams, model } = JSON.parse(body) as { stream?: boolean; model: string }
  if (streams) response.writeHead(200, { 'content-type': 'text/event-stream' }).end(stream(...words))
  else response.writeHead(200, { 'content-type': 'application/json' }).end(completion(words.join(''), model))
}
