import { type Behaviour, done, failing, finish, first, streaming, tokens, well, wholeAnswer } from './provider.js'

/** When an answer is handed to the caller: all at once when it has ended, or from its first content on. */
export type Commit = 'complete' | 'first-content'

/** What goes wrong with the providers, and what comes of one request. */
export interface Fault {
  readonly name: string
  readonly primary: Behaviour
  /** The next one; answers as it should unless something is said. */
  readonly second?: Behaviour
  /** Is the answer streamed? */
  readonly stream: boolean
  /** Is there an alias of models with a larger context? */
  readonly larger?: true
  /** What the policy says besides. */
  readonly policy?: object
  /** What the caller gets, and how often who was asked. */
  readonly outcome: string | Readonly<Record<Commit, string>>
}

const limited = failing(429, { message: 'Rate limit reached', type: 'requests' }, { 'retry-after': '1' })
const broken = failing(500, { message: 'The server had an error', type: 'server_error' })
const tooLong = failing(400, { message: 'Too long', type: 'invalid_request_error', code: 'context_length_exceeded' })
const second = 'answered by second; primary 1, second 1'

/** The faults that one request shows; those that take several are told in the test. */
export const faults: readonly Fault[] = [
  { name: '429 with Retry-After', stream: false, primary: first(limited, well), outcome: second },
  {
    name: '429 with Retry-After, where the policy would rather wait for it',
    stream: false,
    primary: first(limited, well),
    policy: { patience: { sameTargetMs: 2_000 } },
    outcome: 'answered by primary; primary 2',
  },
  { name: '500 once', stream: false, primary: first(broken, well), outcome: 'answered by primary; primary 2' },
  {
    name: 'reset before headers',
    stream: false,
    primary: (_, response) => response.socket?.resetAndDestroy(),
    outcome: second,
  },
  { name: 'provider silent', stream: false, primary: () => undefined, outcome: second },
  { name: 'provider silent, streamed', stream: true, primary: () => undefined, outcome: second },
  {
    name: 'slow first token: 20 s',
    stream: true,
    primary: ({ model }, response) => {
      streaming(response, tokens(model, 0))
      const timer = setTimeout(() => response.end(tokens(model, wholeAnswer) + finish(model) + done), 20_000)
      response.on('close', () => clearTimeout(timer))
    },
    outcome: second,
  },
  {
    name: 'stream cut after 40 of 60 tokens',
    stream: true,
    primary: ({ model }, response) => {
      streaming(response, tokens(model, 40))
      // What has been written is to arrive first.
      setTimeout(() => response.socket?.resetAndDestroy(), 50)
    },
    outcome: { complete: second, 'first-content': '40 tokens of primary, then an error; primary 1' },
  },
  {
    name: 'stream stalled',
    stream: true,
    primary: ({ model }, response) => streaming(response, tokens(model, 20)),
    outcome: { complete: second, 'first-content': '20 tokens of primary, then an error; primary 1' },
  },
  {
    name: 'malformed chunk',
    stream: true,
    primary: ({ model }, response) => {
      streaming(response, `${tokens(model, 30)}data: {"choices":[{"delta":\n\n`)
      response.end(tokens(model, 30) + finish(model) + done)
    },
    outcome: 'answered by primary; primary 1',
  },
  {
    name: 'no `[DONE]`',
    stream: true,
    primary: ({ model }, response) => {
      streaming(response, tokens(model, wholeAnswer) + finish(model))
      response.end()
    },
    outcome: 'answered by primary; primary 1',
  },
  {
    name: 'no `[DONE]` and no reason to finish',
    stream: true,
    primary: ({ model }, response) => {
      streaming(response, tokens(model, wholeAnswer))
      response.end()
    },
    outcome: { complete: second, 'first-content': '60 tokens of primary, then an error; primary 1' },
  },
  { name: 'context length', stream: false, primary: tooLong, outcome: '400 Too long; primary 1' },
  {
    name: 'context length, where there is a larger one',
    stream: false,
    primary: tooLong,
    larger: true,
    outcome: 'answered by large; primary 1, large 1',
  },
  {
    name: 'content filter',
    stream: false,
    primary: failing(400, { message: 'Flagged for self-harm', type: 'invalid_request_error', code: 'content_filter' }),
    outcome: '400 Flagged for self-harm; primary 1',
  },
  {
    name: 'a fallback that rejects an assistant prefill',
    stream: false,
    primary: failing(503, { message: 'Overloaded' }),
    second: failing(400, {
      message: 'This model does not support assistant message prefill. The conversation must end with a user message.',
      type: 'invalid_request_error',
    }),
    outcome: 'answered by third; primary 1, second 1, third 1',
  },
]
