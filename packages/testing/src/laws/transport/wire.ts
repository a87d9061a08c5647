import type { ServerResponse } from 'node:http'
import type { Move } from './day.js'

/** A piece of content that says whose it is: the second piece of the first answer of `a` is `[a1.2]`. */
const markOf = (answer: string, piece: number): string => `[${answer}.${piece}]`

/** All the marks in a text, in their order, each with the answer that it belongs to. */
export const marksIn = (text: string): readonly { readonly mark: string; readonly answer: string }[] =>
  [...text.matchAll(/\[([a-z]\d+)\.\d+\]/g)].map(([mark, answer = '']) => ({ mark, answer }))

/** Who plays a move: where to, who hears of it, and who was asked. */
export interface Stage {
  readonly response: ServerResponse
  readonly stream: boolean
  /** Such as `a1`. */
  readonly answer: string
  readonly key: string
  /** Where a redirect leads. */
  readonly elsewhere: string
  readonly say: (what: string) => void
  /** Hears that the answer was sent to its end. */
  readonly onWhole: (answer: string) => void
}

/** Plays a move on a response. Resolves when there is nothing more to do. */
export async function play(move: Move, stage: Stage): Promise<void> {
  const { response, say } = stage
  switch (move.type) {
    case 'answers':
      await pieces(move.pieces, stage)
      say('ends its answer')
      stage.onWhole(stage.answer)
      response.end(stage.stream ? chunk({}, 'stop') + done : plainEnd)
      return
    case 'breaks-off':
      if (move.pieces > 0) await pieces(move.pieces, stage)
      say('breaks the connection')
      response.socket?.destroy()
      return
    case 'falls-silent':
      if (move.pieces > 0) await pieces(move.pieces, stage)
      say('falls silent')
      return
    case 'refuses': {
      const { status, retryAfterMs } = move
      const hint = retryAfterMs === undefined ? {} : { 'retry-after-ms': String(retryAfterMs) }
      say(`answers ${status}${retryAfterMs === undefined ? '' : ` retry-after-ms=${retryAfterMs}`}`)
      response.writeHead(status, { ...json, ...hint }).end(errorOf('no'))
      return
    }
    case 'drags':
      say('answers 503, with a body that does not end')
      response.writeHead(503, json).write(errorOf('no').slice(0, -2))
      return
    case 'quotes-the-key':
      say('answers 401, and quotes the key')
      response.writeHead(401, json).end(errorOf(`Incorrect API key provided: ${stage.key}`))
      return
    case 'redirects':
      say('answers 307, a redirect to another upstream')
      response.writeHead(307, { location: stage.elsewhere }).end()
      return
    case 'is-empty':
      say('answers without content')
      if (stage.stream) response.writeHead(200, events).end(done)
      else response.writeHead(200, json).end()
      return
    case 'errs-inside':
      say('answers 200, with an error in it')
      if (stage.stream) response.writeHead(200, events).end(`data: ${errorOf('Overloaded')}\n\n`)
      else response.writeHead(200, json).end(errorOf('Overloaded'))
  }
}

const json = { 'content-type': 'application/json' }
const events = { 'content-type': 'text/event-stream' }
const done = 'data: [DONE]\n\n'
const errorOf = (message: string): string => JSON.stringify({ error: { message, type: 'server_error' } })

const chunk = (delta: object, finish: string | null = null): string =>
  `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 0, model: 'm', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`

const plainEnd = '"},"finish_reason":"stop"}]}'

/** The beginning of an answer, piece by piece. */
async function pieces(count: number, { response, stream, answer, say }: Stage): Promise<void> {
  response.writeHead(200, stream ? events : json)
  response.write(stream ? chunk({ role: 'assistant', content: '' }) : plainStart)
  for (let piece = 1; piece <= count; piece++) {
    const mark = markOf(answer, piece)
    say(`sends ${mark}`)
    response.write(stream ? chunk({ content: mark }) : mark)
    // So that each is a packet of its own, and gone before what comes next.
    await new Promise((resolve) => setTimeout(resolve, 3))
  }
}

const plainStart =
  '{"id":"c","object":"chat.completion","choices":[{"index":0,"message":{"role":"assistant","content":"'
