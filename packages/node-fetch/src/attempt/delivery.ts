import type { Reply, Report, Step } from '@router/core'
import type { Running } from '../run/running.js'
import { responseFor } from '../upstream/response-for.js'
import type { BodyReader } from '../upstream/send.js'
import type { ErrorEvent, FrameReader } from './frame-reader.js'
import { ModelRewriter } from './model-rewriter.js'
import type { OpenBody } from './open-attempt.js'

/** After the terminal marker an upstream has so long to close; some never do. */
const drainMs = 1_000

type Controller = ReadableStreamDefaultController<Uint8Array>

/** A caller that drops a response without reading it cannot say so; the collector does. */
const dropped = new FinalizationRegistry<Delivery>((delivery) => void delivery.cancel())

/**
 * The answer of a committed attempt on its way to the caller (rules 30, 31): the bytes as they came, and one report of how
 * it ended. It ends cleanly only where the upstream showed that it was whole. It reads when the caller reads, so a slow
 * caller slows the upstream down.
 */
export class Delivery {
  readonly #open: OpenBody
  readonly #reader: BodyReader
  readonly #held: Uint8Array[]
  /** Absent where the answer is no stream of events: then only its length says whether it is whole. */
  readonly #frames: FrameReader | undefined
  readonly #rewriter: ModelRewriter | undefined
  #running: Running | undefined
  /** Has the end been reported? It is, once. */
  #reported = false
  /** The error that the stream told. */
  #error: Reply | undefined
  /** How it broke off. */
  #broken: Reply | undefined
  #drained: NodeJS.Timeout | undefined

  constructor(open: OpenBody, reader: BodyReader, held: Uint8Array[], frames: FrameReader | undefined) {
    this.#open = open
    this.#reader = reader
    this.#held = held
    this.#frames = frames
    if (frames !== undefined && open.renamed !== undefined) this.#rewriter = new ModelRewriter(open.renamed)
    open.life.rest()
  }

  /** The response for the caller; from now on this tells the router what becomes of the attempt. */
  respond(running: Running): Response {
    this.#running = running
    const stream = new ReadableStream<Uint8Array>(
      { pull: (controller) => this.#pull(controller), cancel: () => this.cancel() },
      { highWaterMark: 0 },
    )
    dropped.register(stream, this, this)
    return responseFor(this.#open.response, stream, this.#open.command)
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

  /** Hands something over, or closes: the platform does not ask again where neither has happened. */
  async #pull(controller: Controller): Promise<void> {
    const held = this.#held.splice(0)
    for (let handed = false; !handed; ) {
      if (held.length > 0) {
        for (const chunk of held.splice(0)) handed = this.#hand(controller, chunk) || handed
        await this.#noteEnd()
        continue
      }
      const chunk = await this.#read()
      if (chunk === undefined) return await this.#close(controller)
      handed = this.#hand(controller, chunk)
    }
  }

  #hand(controller: Controller, chunk: Uint8Array): boolean {
    const handed = this.#rewriter === undefined ? chunk : this.#rewriter.next(chunk)
    if (handed.byteLength > 0) controller.enqueue(handed)
    return handed.byteLength > 0
  }

  /** The next chunk; undefined: there is none. */
  async #read(): Promise<Uint8Array | undefined> {
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

  /** Nothing more comes: was that the end of the answer? */
  async #close(controller: Controller): Promise<void> {
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
    const left = this.#rewriter?.last()
    if (left !== undefined && left.byteLength > 0) controller.enqueue(left)
    const error = this.#running?.errorOf(step)
    if (error === undefined) controller.close()
    else controller.error(error)
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
    dropped.unregister(this)
    const step = await this.#running?.report(report)
    this.#running?.finish()
    return step
  }
}
