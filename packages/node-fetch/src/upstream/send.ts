import type { Milliseconds } from '@router/core'

/** How a request is sent. */
export interface SendInit {
  readonly method: string
  readonly headers: Headers
  readonly body?: string
  /** Aborted when the attempt is stopped from this side. */
  readonly signal: AbortSignal
  /** A redirect followed to another origin would take keys and the prompt there. */
  readonly redirect: 'manual'
  /** How long a connection may take, for those that can tell. */
  readonly connectMs: Milliseconds
}

/** Reads a body chunk by chunk; the one way this package looks at what comes. */
export interface BodyReader {
  readonly read: () => Promise<
    { readonly done: false; readonly value: Uint8Array } | { readonly done: true; readonly value?: unknown }
  >
  /** Wants no more of it. */
  readonly cancel: () => Promise<void>
}

/** What an upstream answered, as far as it is looked at; a `Response` of the platform is one. */
export interface Answer {
  readonly status: number
  readonly statusText: string
  /** By names in lower case. */
  readonly headers: Iterable<[name: string, value: string]> & { readonly get: (name: string) => string | null }
  readonly body: { readonly getReader: () => BodyReader } | null
}

/**
 * Sends one request to an upstream; `fetch` is one. It rejects as `fetch` does, with the error of the network as its cause,
 * or with a FailedAttempt that says what came of it.
 */
export type Send = (url: string, init: SendInit) => Promise<Answer>
