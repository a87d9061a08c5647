import type { Reply } from '@router/core'
import * as fc from 'fast-check'

const whole = (body: object): Reply => ({
  type: 'response',
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
})
const frame = (data: object, event?: string): Reply => ({
  type: 'stream-event',
  status: 200,
  headers: { 'content-type': 'text/event-stream' },
  data: JSON.stringify(data),
  ...(event === undefined ? {} : { event }),
})

/** Words that sound like trouble and are content: whoever looks for them anywhere in a body takes an answer for a failure. */
const words = [
  'hello',
  'You exceeded your current quota, please check your plan and billing details.',
  'An error 429 means: rate limit reached. Overloaded servers answer 529.',
  'maximum context length',
]

/** Good answers in every wire format, whole and as frames of a stream. */
export const goodAnswers: fc.Arbitrary<Reply> = fc.constantFrom(...words).chain((content) =>
  fc.constantFrom<Reply[]>(
    whole({
      object: 'chat.completion',
      choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
    }),
    whole({
      type: 'message',
      role: 'assistant',
      content: [{ type: 'text', text: content }],
      stop_reason: 'end_turn',
    }),
    whole({ candidates: [{ content: { role: 'model', parts: [{ text: content }] }, finishReason: 'STOP' }] }),
    whole({ object: 'list', data: [{ object: 'embedding', index: 0, embedding: [0.1, 0.2] }] }),
    frame({ object: 'chat.completion.chunk', choices: [{ index: 0, delta: { content }, finish_reason: null }] }),
    frame(
      { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: content } },
      'content_block_delta',
    ),
  ),
)
