import type { Usage } from '@router/core'
import { type Frame, readSse, type SseEvent, sseStart, type WireReader } from '@router/core/wire'

/** The error event of a stream. */
export interface ErrorEvent {
  readonly event?: string
  readonly data: string
}

/** Follows a stream chunk by chunk, and remembers what it has shown so far. */
export class FrameReader {
  /** Has there been any event? */
  hasEvents = false
  /** Has it said anything to the caller? */
  hasContent = false
  /** Has the terminal marker come? What follows it is nothing to judge by. */
  hasEnded = false
  /** Is the answer whole, whatever may still follow? */
  isComplete = false
  usage: Usage | undefined
  readonly #reader: WireReader
  readonly #decoder = new TextDecoder()
  #state = sseStart

  constructor(reader: WireReader) {
    this.#reader = reader
  }

  /** Looks at the next chunk; the error among its events, if there is one. */
  read(chunk: Uint8Array): ErrorEvent | undefined {
    return this.#readText(this.#decoder.decode(chunk, { stream: true }))
  }

  /** Looks at what the end of the stream completes: some leave out the last blank line. */
  finish(): ErrorEvent | undefined {
    return this.#readText(`${this.#decoder.decode()}\n\n`)
  }

  #readText(text: string): ErrorEvent | undefined {
    const { events, state } = readSse(this.#state, text)
    this.#state = state
    for (const event of events) {
      if (this.hasEnded) break
      this.hasEvents = true
      const { type, complete, says, usage } = this.#frameOf(event)
      if (type === 'error') return errorOf(event)
      if (type === 'content' || says === true) this.hasContent = true
      if (type === 'end') this.hasEnded = true
      if (complete === true) this.isComplete = true
      if (usage !== undefined) this.usage = { ...this.usage, ...usage }
    }
    return undefined
  }

  /** Looking must not break what is looked at: what a reader of somebody's own cannot read is the caller's. */
  #frameOf(event: SseEvent): Frame {
    try {
      return this.#reader.frame(event)
    } catch {
      return { type: 'content' }
    }
  }
}

const errorOf = ({ event, data }: SseEvent): ErrorEvent => (event === undefined ? { data } : { event, data })
