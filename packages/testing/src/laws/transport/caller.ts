import type { Step } from '@router/core'
import type { Day, Leaving } from './day.js'
import type { Ending, PlayedRequest } from './played.js'
import type { Transport, TransportAnswer } from './transport.js'
import { marksIn } from './wire.js'

/** A caller with one request: sends it, reads the answer, and leaves when it is to. */
export class Caller {
  readonly number: number
  readonly steps: Step[] = []
  hasLeft = false
  readonly #stream: boolean
  readonly #leaving: Leaving | undefined
  readonly #say: (line: string) => void
  readonly #controller = new AbortController()
  readonly #reason: object
  #ending: Ending = { type: 'open' }
  #text = ''
  #early: string | undefined

  constructor(number: number, { stream, leaving }: Day, say: (line: string) => void) {
    this.number = number
    this.#stream = stream
    this.#leaving = leaving
    this.#say = say
    this.#reason = { reason: `of the caller of #${number}` }
  }

  get isOver(): boolean {
    return this.#ending.type !== 'open'
  }

  get content(): PlayedRequest['content'] {
    return marksIn(this.#text)
  }

  call(transport: Transport): void {
    this.#say(`#${this.number} asks fast${this.#stream ? ', streamed' : ''}`)
    this.reach('before')
    const end = (ending: Ending): void => {
      this.#ending = ending
      this.#say(`#${this.number} ${endingText(ending, this.#reason)}`)
    }
    this.#ask(transport).then(end, (error: unknown) => end({ type: 'rejected', error }))
  }

  /** It has come so far: leaves, if it is to. */
  reach(when: Leaving['when']): void {
    if (this.#leaving?.when !== when || this.#leaving.how !== 'aborts' || this.hasLeft) return
    this.#leave()
    this.#controller.abort(this.#reason)
  }

  async played(): Promise<PlayedRequest> {
    const { default: events } = await import('node:events')
    return {
      number: this.number,
      steps: this.steps,
      ending: this.#ending,
      content: this.content,
      early: this.#early,
      left: this.hasLeft ? this.#leaving?.how : undefined,
      reason: this.#reason,
      listeners: events.getEventListeners(this.#controller.signal, 'abort').length,
    }
  }

  async #ask(transport: Transport): Promise<Ending> {
    const messages = [{ role: 'user', content: `request ${this.number}` }] as const
    const body = { model: 'fast', stream: this.#stream, messages }
    const { status, body: answer } = await transport({ body, signal: this.#controller.signal })
    if (status >= 400) return { type: 'refused', status, text: await textOf(answer) }
    const decoder = new TextDecoder()
    for await (const piece of piecesOf(answer)) {
      this.#hear(typeof piece === 'string' ? piece : decoder.decode(piece, { stream: true }))
      if (this.#leaving?.how !== 'stops-reading' || this.content.length === 0) continue
      this.#leave()
      return { type: 'dropped' }
    }
    return { type: 'whole' }
  }

  #hear(text: string): void {
    const before = this.content.length
    this.#text += text
    const marks = this.content.slice(before).map(({ mark }) => mark)
    if (marks.length === 0) return
    this.#say(`#${this.number} gets ${marks.join('')}`)
    const { type } = this.steps.at(-1)?.command ?? {}
    if (type === 'attempt' || type === 'wait') this.#early ??= marks.join('')
    this.reach('content')
  }

  #leave(): void {
    this.hasLeft = true
    this.#say(`#${this.number} ${this.#leaving?.how === 'aborts' ? 'aborts' : 'reads no further'}`)
  }
}

async function* piecesOf(body: TransportAnswer['body']): AsyncIterable<Uint8Array | string> {
  if (typeof body === 'string') yield body
  else if (body !== null) yield* body
}

async function textOf(body: TransportAnswer['body']): Promise<string> {
  let text = ''
  const decoder = new TextDecoder()
  for await (const piece of piecesOf(body))
    text += typeof piece === 'string' ? piece : decoder.decode(piece, { stream: true })
  return text
}

function endingText(ending: Ending, reason: unknown): string {
  switch (ending.type) {
    case 'open':
      return 'is open'
    case 'whole':
      return 'has read its answer to the end'
    case 'dropped':
      return 'is over'
    case 'refused':
      return `is told ${ending.status}`
    case 'rejected':
      return ending.error === reason ? 'is handed its own reason' : `is handed ${shortly(ending.error)}`
  }
}

/** What was thrown, in one line. */
export const shortly = (error: unknown): string => {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : JSON.stringify(error)
  return String(text).split('\n', 1)[0]?.slice(0, 120) ?? ''
}
