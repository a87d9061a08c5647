import type { Answer, Send } from './send.js'

/** A request as it leaves: plain values, since making a platform's objects of them costs more than sending. */
export interface Outgoing {
  readonly url: URL
  readonly method: string
  /** By names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  readonly connectMs: number
}

/** What stops a request from this side. */
export interface Stopping {
  /** Made when it is asked for. */
  readonly signal: AbortSignal
  /** Calls back when it is stopped, at once where it has been. */
  onStop(callback: () => void): void
}

/** Sends one request to an upstream; how it rejects says {@link Send}. */
export type Sender = (request: Outgoing, stopping: Stopping) => Promise<Answer>

// The entry points are built apart from each other.
const own: unique symbol = Symbol.for('@router/node-fetch/sender')

/** A fetch that can do without the platform's objects. */
export const sendingBy = (send: Send, sender: Sender): Send => Object.assign(send, { [own]: sender })

/** What sends for a fetch: its own, or the fetch with the objects that it wants. */
export function senderOf(send: Send & { readonly [own]?: Sender }): Sender {
  return (
    send[own] ??
    (({ url, headers, ...rest }, { signal }) =>
      send(url.href, { ...rest, headers: new Headers(headers), signal, redirect: 'manual' }))
  )
}
