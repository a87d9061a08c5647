import type { Execution, ExecutionError, Instant } from '@router/core'
import { failureMessage } from './failure-message.js'
import { failureServed } from './serve/failure-served.js'
import { responseOf } from './serve/response-of.js'

// The ESM and the CommonJS build are two copies of this class; the mark makes instanceof hold across them.
const mark = Symbol.for('@router/node-fetch/router-error')

/**
 * A request that ended without an answer. It holds the whole execution: every attempt, its failure, and the last upstream
 * reply. Where that was no reply but an error that was thrown, it is the `cause`, without the secret.
 */
export class RouterError extends Error {
  override readonly name = 'RouterError'
  readonly execution: Execution
  readonly error: ExecutionError

  /** When it ended. */
  readonly at: Instant

  constructor(execution: Execution, error: ExecutionError, at: Instant) {
    super(failureMessage(execution, error), error.reply?.type === 'network' ? { cause: error.reply } : {})
    this.at = at
    this.execution = execution
    this.error = error
    Object.defineProperty(this, mark, { value: true })
  }

  /** The error as a response in the dialect of the request: the last upstream's own, or one made for the occasion (rule 27). */
  toResponse(): Response {
    return responseOf(failureServed(this.execution, this.error, this.at))
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && mark in value
  }
}
