import type { BodyReader } from '../upstream/send.js'

/** An answer for the caller, before it is made a `Response` or written to a connection. */
export interface Served {
  readonly status: number
  readonly statusText?: string
  /** By names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  /** All of it, or what reads it piece by piece and rejects where it broke off. */
  readonly body: Uint8Array | string | BodyReader
}

/** Is the body still to be read? */
export const isReader = (body: Served['body']): body is BodyReader =>
  typeof body !== 'string' && !(body instanceof Uint8Array)
