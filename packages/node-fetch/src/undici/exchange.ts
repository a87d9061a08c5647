import { FailedAttempt } from '../attempt/failed-attempt.js'
import { after } from '../clock.js'
import type { Answer, BodyReader } from '../upstream/send.js'
import { AnswerHeaders } from './answer-headers.js'
import type { DispatchController, Dispatcher, DispatchHandler, DispatchOptions } from './dispatcher.js'

/** So much may have come that nobody has read; then the upstream has to wait. */
const mostUnread = 64 * 1024

type Read = Awaited<ReturnType<BodyReader['read']>>

const over: Read = { done: true }

interface Waiting {
  readonly resolve: (read: Read) => void
  readonly reject: (error: unknown) => void
}

/** One request and its answer over a dispatcher: hears what comes, and hands it on when it is read. */
export class Exchange implements DispatchHandler, BodyReader {
  /** Rejects as fetch would. */
  readonly answer: Promise<Answer>
  #settle: { readonly resolve: (answer: Answer) => void; readonly reject: (error: unknown) => void } | undefined
  #controller: DispatchController | undefined
  /** Stops the clock of the connection. */
  #connecting: (() => void) | undefined
  #chunks: Uint8Array[] = []
  #unread = 0
  #isPaused = false
  #waiting: Waiting | undefined
  /** How it has ended; absent while more may come. */
  #end: { readonly error?: unknown } | undefined

  constructor() {
    this.answer = new Promise((resolve, reject) => {
      this.#settle = { resolve, reject }
    })
  }

  /** Sends it. Whoever has no connection after so long has failed. */
  begin(dispatcher: Dispatcher, options: DispatchOptions, connectMs: number): void {
    if (this.#end !== undefined) return
    try {
      dispatcher.dispatch(options, this)
    } catch (error) {
      this.#fail(error)
    }
    if (this.#controller !== undefined || this.#end !== undefined) return
    this.#connecting = after(connectMs, () => this.#drop(new FailedAttempt({ type: 'timeout', phase: 'connect' })))
  }

  /** There is a connection, and the request is about to be written. */
  onRequestStart(controller: DispatchController): void {
    this.#connecting?.()
    this.#controller = controller
    if (this.#end !== undefined) controller.abort(asError(this.#end.error))
  }

  onResponseStart(
    _: DispatchController,
    status: number,
    headers: Readonly<Record<string, string | string[] | undefined>>,
    statusText = '',
  ): void {
    if (status < 200) return
    const hasBody = status !== 204 && status !== 205 && status !== 304
    const body = hasBody ? { getReader: () => this } : null
    this.#settle?.resolve({ status, statusText, headers: new AnswerHeaders(headers), body })
    this.#settle = undefined
  }

  onResponseData(controller: DispatchController, chunk: Uint8Array): void {
    if (this.#waiting !== undefined) {
      const { resolve } = this.#waiting
      this.#waiting = undefined
      resolve({ done: false, value: chunk })
      return
    }
    this.#chunks.push(chunk)
    this.#unread += chunk.byteLength
    if (this.#unread <= mostUnread) return
    this.#isPaused = true
    controller.pause()
  }

  onResponseEnd(): void {
    this.#finish({})
  }

  onResponseError(_: DispatchController, error: Error): void {
    this.#fail(error)
  }

  getReader(): BodyReader {
    return this
  }

  async read(): Promise<Read> {
    const chunk = this.#chunks.shift()
    if (chunk !== undefined) {
      this.#unread -= chunk.byteLength
      if (this.#isPaused && this.#unread <= mostUnread / 2) {
        this.#isPaused = false
        this.#controller?.resume()
      }
      return { done: false, value: chunk }
    }
    if (this.#end === undefined)
      return await new Promise((resolve, reject) => {
        this.#waiting = { resolve, reject }
      })
    if ('error' in this.#end) throw this.#end.error
    return over
  }

  async cancel(): Promise<void> {
    this.stop()
  }

  /** Nobody wants more of it. */
  readonly stop = (): void => {
    this.#chunks = []
    this.#drop(new DOMException('nobody reads on', 'AbortError'))
  }

  /** Ends it from this side, and closes the connection: what would still come is nobody's. */
  #drop(reason: unknown): void {
    if (this.#end !== undefined) return
    this.#finish({ error: reason })
    this.#controller?.abort(asError(reason))
  }

  #fail(error: unknown): void {
    const message = this.#settle === undefined ? 'terminated' : 'fetch failed'
    this.#finish({ error: new TypeError(message, { cause: error }) })
  }

  #finish(end: { readonly error?: unknown }): void {
    if (this.#end !== undefined) return
    this.#end = end
    this.#connecting?.()
    const waiting = this.#waiting
    this.#waiting = undefined
    if ('error' in end) {
      this.#settle?.reject(end.error)
      this.#settle = undefined
      waiting?.reject(end.error)
    } else waiting?.resolve(over)
  }
}

const asError = (reason: unknown): Error => (reason instanceof Error ? reason : new Error(String(reason)))
