import { defaultMaxListeners, getMaxListeners, setMaxListeners } from 'node:events'

/** As many as the platform's own fetch allows. */
const manyListeners = 1_500

/**
 * Has the caller cancelled? Its signal says so, or whoever made this. There is one listener of ours on the signal however
 * many attempts there are, and none when the request is over.
 */
export class Cancellation {
  readonly #signal: AbortSignal | undefined
  readonly #callbacks = new Set<() => void>()
  #cancelled: { readonly reason: unknown } | undefined
  #isListening = false
  readonly #hear = (): void => this.cancel(this.#signal?.reason)

  constructor(signal?: AbortSignal) {
    this.#signal = signal
  }

  get isCancelled(): boolean {
    return this.#cancelled !== undefined || this.#signal?.aborted === true
  }

  /** The caller's own reason, whatever that is. */
  get reason(): unknown {
    return this.#cancelled === undefined ? this.#signal?.reason : this.#cancelled.reason
  }

  /** The caller wants no more of it. The first reason stays. */
  cancel(reason: unknown): void {
    if (this.#cancelled !== undefined) return
    this.#cancelled = { reason }
    for (const callback of [...this.#callbacks]) callback()
  }

  /** Calls back when the caller cancels, at once where it has; the returned function stops that. */
  on(callback: () => void): () => void {
    if (this.isCancelled) callback()
    else {
      this.#listen()
      this.#callbacks.add(callback)
    }
    return () => void this.#callbacks.delete(callback)
  }

  /** The request is over: nothing of it is left on the caller's signal. */
  dispose(): void {
    this.#signal?.removeEventListener('abort', this.#hear)
    this.#callbacks.clear()
  }

  #listen(): void {
    if (this.#isListening || this.#signal === undefined) return
    this.#isListening = true
    // A caller may have many requests under way with one signal, and that is no leak.
    if (getMaxListeners(this.#signal) === defaultMaxListeners) setMaxListeners(manyListeners, this.#signal)
    this.#signal.addEventListener('abort', this.#hear, { once: true })
  }
}
