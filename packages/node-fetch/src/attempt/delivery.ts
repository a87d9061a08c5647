import type { Reply, Report, Step } from '@router/core'
import type { Served } from '../serve/served.js'
import { servedFrom } from '../serve/served-from.js'
import type { BodyReader } from '../upstream/send.js'
import type { ErrorEvent, FrameReader } from './frame-reader.js'
import { ModelRewriter } from './model-rewriter.js'
import type { OpenBody } from './open-body.js'
import type { Reporting } from './reporting.js'

/** After the terminal marker an upstream has so long to close; some never do. */
const drainMs = 1_000

type Read = Awaited<ReturnType<BodyReader['read']>>

const nothing = new Uint8Array()

/**
 * The answer of a committed attempt on its way to the caller (rules 30, 31): the bytes as they came, and one report of how
 * it ended. It ends cleanly only where the upstream showed that it was whole, and rejects otherwise.
 */
export class Delivery implements BodyReader {
  readonly #open: OpenBody
  readonly #reader: BodyReader
  readonly #held: Uint8Array[]
  /** Absent where the answer is no stream of events: then only its length says whether it is whole. */
  readonly #frames: FrameReader | undefined
  readonly #rewriter: ModelRewriter | undefined
  #reporting: Reporting | undefined
  /** Has the end been reported? It is, once. */
  #reported = false
  /** The error that the stream told. */
  #error: Reply | undefined
  /** How it broke off. */
  #broken: Reply | undefined
  #drained: NodeJS.Timeout | undefined
  /** Nothing more is handed over; an error says that the answer is not whole. */
  #over: { readonly error: unknown } | undefined

  constructor(open: OpenBody, reader: BodyReader, held: Uint8Array[], frames: FrameReader | undefined) {
    this.#open = open
    this.#reader = reader
    this.#held = held
    this.#frames = frames
    if (frames !== undefined && open.renamed !== undefined) this.#rewriter = new ModelRewriter(open.renamed)
    open.life.rest()
  }

  /** The answer for the caller; from now on this tells the router what becomes of the attempt. */
  serve(reporting: Reporting): Served {
    this.#reporting = reporting
    return servedFrom(this.#open.response, this, this.#open.command)
  }

  /** What comes next. A piece of which nothing may be handed over yet is none. */
  async read(): Promise<Read> {
    while (this.#over === undefined) {
      const chunk = (await this.#next()) ?? (await this.#close())
      if (chunk.byteLength > 0) return { done: false, value: chunk }
    }
    if (this.#over.error !== undefined) throw this.#over.error
    return { done: true }
  }

  /** The caller wants no more of it. */
  async cancel(): Promise<void> {
    clearTimeout(this.#drained)
    this.#open.life.stop({ type: 'cancelled' })
    await this.#end({ type: 'cancelled' })
  }

  /** Nobody will hear of it: the request has ended otherwise. */
  discard(): void {
    this.#open.life.close()
  }

  /** The next chunk, as the caller is to have it; undefined: nothing more comes. */
  async #next(): Promise<Uint8Array | undefined> {
    let chunk = this.#held.shift()
    if (chunk === undefined) chunk = await this.#receive()
    else if (this.#held.length === 0) await this.#noteEnd()
    return chunk === undefined || this.#rewriter === undefined ? chunk : this.#rewriter.next(chunk)
  }

  /** The next chunk as it comes from the upstream; undefined: there is none. */
  async #receive(): Promise<Uint8Array | undefined> {
    const { life } = this.#open
    if (this.#error !== undefined) return undefined
    life.resume()
    try {
      const { done, value } = await this.#reader.read()
      if (done) return undefined
      life.gotByte()
      await this.#look(value)
      return value
    } catch {
      this.#broken = life.stopped ?? { type: 'truncated' }
      return undefined
    } finally {
      life.rest()
    }
  }

  async #look(chunk: Uint8Array): Promise<void> {
    if (this.#frames === undefined || this.#reported) return
    const error = this.#frames.read(chunk)
    if (error === undefined) await this.#noteEnd()
    else this.#error = this.#replyOf(error)
  }

  /** Where the terminal marker has come that is success, whatever may follow; where the answer is whole, hardly anything will. */
  async #noteEnd(): Promise<void> {
    if (this.#frames?.hasEnded === true) {
      this.#drained ??= setTimeout(() => this.#open.life.close(), drainMs)
      await this.#end(this.#success())
    } else if (this.#frames?.isComplete === true) this.#open.life.expectEnd()
  }

  /** Nothing more comes: was that the end of the answer? Returns what was kept back until now. */
  async #close(): Promise<Uint8Array> {
    const { life, command } = this.#open
    clearTimeout(this.#drained)
    const failure = this.#whatBroke()
    const { number } = command
    const step = await this.#end(
      failure === undefined
        ? this.#success()
        : failure.type === 'cancelled'
          ? { type: 'cancelled' }
          : { type: 'failed', number, reply: failure },
    )
    if (failure === undefined) life.end()
    else life.close()
    this.#over = { error: this.#reporting?.errorOf(step) }
    return this.#rewriter?.last() ?? nothing
  }

  /** Why it is no whole answer; what is cut off behind the end of one is not missed. */
  #whatBroke(): Reply | undefined {
    const { stopped } = this.#open.life
    if (this.#error !== undefined || stopped?.type === 'cancelled') return this.#error ?? stopped
    const broken = this.#broken ?? stopped
    if (this.#frames === undefined) return broken
    const error = this.#frames.finish()
    if (error !== undefined) return this.#replyOf(error)
    return this.#frames.isComplete ? undefined : (broken ?? { type: 'truncated' })
  }

  #replyOf(error: ErrorEvent): Reply {
    const { response, clean } = this.#open
    const { status, headers } = response
    return clean({ type: 'stream-event', status, headers: Object.fromEntries(headers), ...error })
  }

  #success(): Report {
    const usage = this.#frames?.usage
    return { type: 'succeeded', number: this.#open.command.number, ...(usage === undefined ? {} : { usage }) }
  }

  /** Reports how the attempt ended, once; undefined where that was said before. */
  async #end(report: Report): Promise<Step | undefined> {
    if (this.#reported) return undefined
    this.#reported = true
    const step = await this.#reporting?.report(report)
    this.#reporting?.finish()
    return step
  }
}
