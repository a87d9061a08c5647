const mark = Symbol.for('@router/core/protocol-error')

/** The shell reported something that makes no sense where the execution stands: a bug of the shell; nothing has changed (rule 28). */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError'

  constructor(message: string) {
    super(message)
    Object.defineProperty(this, mark, { value: true })
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && mark in value
  }
}
