import { defaultMaxListeners, getMaxListeners, setMaxListeners } from 'node:events'

/** As many as the platform's own fetch allows. */
const manyListeners = 1_500

/** The caller's signal, with one listener of ours on it however many attempts there are, and none when the request is over. */
export class Cancellation {
  readonly #signal: AbortSignal | undefined
  readonly #callbacks = new Set<() => void>()
  readonly #hear = (): void => {
    for (const callback of [...this.#callbacks]) callback()
  }

  constructor(signal: AbortSignal | undefined) {
    this.#signal = signal
    // A caller may have many requests under way with one signal, and that is no leak.
    if (signal !== undefined && getMaxListeners(signal) === defaultMaxListeners) setMaxListeners(manyListeners, signal)
    signal?.addEventListener('abort', this.#hear, { once: true })
  }

  get isCancelled(): boolean {
    return this.#signal?.aborted === true
  }

  /** The caller's own reason, whatever that is. */
  get reason(): unknown {
    return this.#signal?.reason
  }

  /** Calls back when the caller cancels, at once where it has; the returned function stops that. */
  on(callback: () => void): () => void {
    if (this.isCancelled) callback()
    else this.#callbacks.add(callback)
    return () => void this.#callbacks.delete(callback)
  }

  /** The request is over: nothing of it is left on the caller's signal. */
  dispose(): void {
    this.#signal?.removeEventListener('abort', this.#hear)
    this.#callbacks.clear()
  }
}
