import type { TracingChannel } from 'node:diagnostics_channel'

/** Something under way that a tracing channel tells of. Its end is told once. */
export class Trace<M extends { error?: { readonly name: string; readonly message: string } }> {
  readonly message: M
  readonly #channel: TracingChannel<unknown, M>
  #ended = false

  constructor(channel: TracingChannel<unknown, M>, message: M) {
    this.#channel = channel
    this.message = message
  }

  /** Tells of its start, and begins it where stores are as observers want them. */
  begin<T>(work: () => T): T {
    const { start, end } = this.#channel
    return start.runStores(this.message, () => {
      try {
        return work()
      } finally {
        end.publish(this.message)
      }
    })
  }

  /** Tells of its end, with what is known by now. */
  end(known: Partial<M>): void {
    if (this.#ended) return
    this.#ended = true
    Object.assign(this.message, known)
    const { error, asyncStart, asyncEnd } = this.#channel
    if (this.message.error !== undefined) error.publish(this.message as M & { error: unknown })
    asyncStart.publish(this.message)
    asyncEnd.publish(this.message)
  }
}
