import type { Reply } from '@router/core'

const mark = Symbol.for('@router/node-fetch/failed-attempt')

/** What an attempt of `execute` throws to say exactly what came back. */
export class FailedAttempt extends Error {
  override readonly name = 'FailedAttempt'
  readonly reply: Reply

  constructor(reply: Reply) {
    super(`the attempt failed: ${reply.type}`)
    this.reply = reply
    Object.defineProperty(this, mark, { value: true })
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && mark in value
  }
}
