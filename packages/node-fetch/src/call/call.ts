import type { Endpoint } from './endpoint.js'

/** A request as the caller made it, read once, so that it can be sent any number of times. */
export interface Call {
  readonly endpoint: Endpoint
  readonly method: string
  readonly headers: Headers
  /** The query of the caller's URL, with its `?`. */
  readonly query: string
  readonly body: string
  /** What is asked for; empty where the call names no model. */
  readonly model: string
  readonly stream: boolean
  /** The body with another model in its place. */
  readonly bodyFor: (model: string) => string
  readonly signal: AbortSignal | undefined
  /** The caller's own Request: a signal that came in one is lost when nobody holds it. */
  readonly held: unknown
}
