import type { AttemptTimeouts, Reply } from '@router/core'

/** The answer of one attempt while it comes: its text so far, its clocks, and how it was stopped from this side. */
export class Answer {
  text = ''
  /** What came last. */
  last = ''
  stopped: Reply | undefined
  readonly #controller = new AbortController()
  readonly #decoder = new TextDecoder()
  readonly #caller: AbortSignal
  readonly #idleMs: number
  readonly #hear = (): void => this.#stop({ type: 'cancelled' })
  #chunks: AsyncIterator<Uint8Array> | undefined
  #content: ReturnType<typeof setTimeout> | undefined
  #idle: ReturnType<typeof setTimeout> | undefined

  constructor({ idleMs, totalMs, firstContentMs = totalMs }: AttemptTimeouts, caller: AbortSignal) {
    this.#caller = caller
    this.#idleMs = idleMs
    this.#content = setTimeout(() => this.#stop({ type: 'timeout', phase: 'first-content' }), firstContentMs)
    caller.addEventListener('abort', this.#hear)
    if (caller.aborted) this.#hear()
  }

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  get hasContent(): boolean {
    return /"content":"[^"]/.test(this.text)
  }

  get isWhole(): boolean {
    return this.text.includes('[DONE]')
  }

  /** The error that a stream told. */
  get error(): string | undefined {
    return /data: (\{"error".*)/.exec(this.text)?.[1]
  }

  read({ body }: Response): void {
    this.#chunks = body?.[Symbol.asyncIterator]() as AsyncIterator<Uint8Array> | undefined
  }

  /** Reads on; false: there is no more. */
  async more(): Promise<boolean> {
    clearTimeout(this.#idle)
    this.#idle = setTimeout(() => this.#stop({ type: 'timeout', phase: 'idle' }), this.#idleMs)
    const next = await this.#chunks?.next()
    clearTimeout(this.#idle)
    if (next === undefined || next.done === true) return false
    this.last = this.#decoder.decode(next.value, { stream: true })
    this.text += this.last
    if (this.hasContent) clearTimeout(this.#content)
    return true
  }

  /** Ends it, also where it goes on: an answer that nobody reads would be sent to its end. */
  close(): void {
    clearTimeout(this.#content)
    clearTimeout(this.#idle)
    this.#caller.removeEventListener('abort', this.#hear)
    this.#controller.abort()
  }

  #stop(why: Reply): void {
    this.stopped ??= why
    this.close()
  }
}
