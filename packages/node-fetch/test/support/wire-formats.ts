import type { Dialect } from '@router/core'
import { chunk, completion, done, roleOnly } from './openai.js'

/** One wire format: how its clients ask, and what its upstreams say. */
export interface WireFormat {
  readonly name: string
  readonly dialect: Dialect
  /** Where a client sends a request for this model. */
  readonly url: (model: string, stream: boolean) => string
  readonly body: (model: string, stream: boolean) => object
  /** A whole answer. */
  readonly whole: (text: string) => string
  /** Frames that open a streamed answer and say nothing. */
  readonly opening: string
  /** A frame that says something. */
  readonly says: (text: string) => string
  /** Frames that close it. */
  readonly ending: string
  /** A frame with an error inside a success, and what it is judged to be. */
  readonly error: string
}

const event = (data: object, name?: string): string =>
  `${name === undefined ? '' : `event: ${name}\n`}data: ${JSON.stringify(data)}\n\n`
const named = (type: string, data: object = {}): string => event({ type, ...data }, type)

const chat: WireFormat = {
  name: 'OpenAI chat',
  dialect: 'openai',
  url: () => 'http://router/v1/chat/completions',
  body: (model, stream) => ({ model, messages: [{ role: 'user', content: 'hello' }], ...(stream ? { stream } : {}) }),
  whole: completion,
  opening: roleOnly,
  says: (content) => chunk({ content }),
  ending: chunk({}, 'stop') + done,
  error: event({ error: { message: 'Overloaded', type: 'overloaded_error' } }),
}

const response = { id: 'resp_1', object: 'response', created_at: 0, model: 'm', status: 'in_progress', output: [] }
const message = (text: string) => ({
  id: 'msg_1',
  type: 'message',
  role: 'assistant',
  status: 'completed',
  content: [{ type: 'output_text', text, annotations: [] }],
})

const responses: WireFormat = {
  name: 'OpenAI responses',
  dialect: 'openai',
  url: () => 'http://router/v1/responses',
  body: (model, stream) => ({ model, input: 'hello', ...(stream ? { stream } : {}) }),
  whole: (text) => JSON.stringify({ ...response, status: 'completed', error: null, output: [message(text)] }),
  opening:
    named('response.created', { response }) +
    named('response.in_progress', { response }) +
    named('response.output_item.added', { output_index: 0, item: { ...message(''), content: [] } }) +
    named('response.content_part.added', {
      item_id: 'msg_1',
      output_index: 0,
      content_index: 0,
      part: { type: 'output_text', text: '', annotations: [] },
    }),
  says: (delta) => named('response.output_text.delta', { item_id: 'msg_1', output_index: 0, content_index: 0, delta }),
  ending: named('response.completed', { response: { ...response, status: 'completed', output: [message('done')] } }),
  error: named('error', { code: 'server_is_overloaded', message: 'Our servers are currently overloaded.' }),
}

const anthropic: WireFormat = {
  name: 'Anthropic messages',
  dialect: 'anthropic',
  url: () => 'http://router/v1/messages',
  body: (model, stream) => ({
    model,
    max_tokens: 16,
    messages: [{ role: 'user', content: 'hello' }],
    ...(stream ? { stream } : {}),
  }),
  whole: (text) =>
    JSON.stringify({
      id: 'msg_1',
      type: 'message',
      role: 'assistant',
      model: 'm',
      content: [{ type: 'text', text }],
      stop_reason: 'end_turn',
      stop_sequence: null,
      usage: { input_tokens: 3, output_tokens: 5 },
    }),
  opening:
    named('message_start', {
      message: {
        id: 'msg_1',
        type: 'message',
        role: 'assistant',
        model: 'm',
        content: [],
        stop_reason: null,
        stop_sequence: null,
        usage: { input_tokens: 3, output_tokens: 1 },
      },
    }) +
    named('content_block_start', { index: 0, content_block: { type: 'text', text: '' } }) +
    named('ping'),
  says: (text) => named('content_block_delta', { index: 0, delta: { type: 'text_delta', text } }),
  ending:
    named('content_block_stop', { index: 0 }) +
    named('message_delta', { delta: { stop_reason: 'end_turn', stop_sequence: null }, usage: { output_tokens: 5 } }) +
    named('message_stop'),
  error: event({ type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } }, 'error'),
}

const candidate = (text: string, finishReason?: string) => ({
  candidates: [{ index: 0, content: { role: 'model', parts: [{ text }] }, ...(finishReason ? { finishReason } : {}) }],
  modelVersion: 'm',
})

const gemini: WireFormat = {
  name: 'Gemini',
  dialect: 'gemini',
  url: (model, stream) =>
    `http://router/v1beta/models/${model}:${stream ? 'streamGenerateContent?alt=sse' : 'generateContent'}`,
  body: () => ({ contents: [{ role: 'user', parts: [{ text: 'hello' }] }] }),
  whole: (text) => JSON.stringify(candidate(text, 'STOP')),
  opening: event({ usageMetadata: { promptTokenCount: 3 }, modelVersion: 'm' }),
  says: (text) => event(candidate(text)),
  ending: event({ ...candidate('', 'STOP'), usageMetadata: { promptTokenCount: 3, candidatesTokenCount: 5 } }),
  error: event({ error: { code: 503, message: 'The model is overloaded.', status: 'UNAVAILABLE' } }),
}

/** The wire formats that are known. */
export const wireFormats: readonly WireFormat[] = [chat, responses, anthropic, gemini]
export const formats = { chat, responses, anthropic, gemini }

/** A whole streamed answer in a format. */
export const streamIn = ({ opening, says, ending }: WireFormat, ...texts: readonly string[]): string =>
  [opening, ...texts.map(says), ending].join('')
