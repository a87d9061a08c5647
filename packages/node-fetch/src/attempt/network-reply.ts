import type { NetworkCause, NetworkReply } from '@router/core'

const maxDepth = 8
const maxErrors = 8

/**
 * What was thrown on the way to an upstream, as a reply: names, codes and messages of the chain of causes, and nothing else
 * of the errors, which hold sockets and requests.
 */
export function networkReply(error: unknown, reused: boolean): NetworkReply {
  return { type: 'network', ...causeOf(error, maxDepth), ...(reused ? { reused } : {}) }
}

function causeOf(error: unknown, depth: number): NetworkCause {
  if (typeof error !== 'object' || error === null) return { message: String(error) }
  const { name, code, message, cause, errors } = error as Partial<Record<string, unknown>>
  return {
    ...(typeof name === 'string' ? { name } : {}),
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    ...(typeof message === 'string' ? { message } : {}),
    ...(cause !== undefined && cause !== null && depth > 0 ? { cause: causeOf(cause, depth - 1) } : {}),
    ...(Array.isArray(errors) && depth > 0
      ? { errors: errors.slice(0, maxErrors).map((inner) => causeOf(inner, depth - 1)) }
      : {}),
  }
}

/**
 * Was the connection used before? Such a one may be closed by the other side at any moment (rule 15). Only of some errors
 * the platform tells how much came over the connection, and that may be the beginning of a first answer; `hasAnswered`
 * says whether there has been one before, where that is known.
 */
export function isReused(error: unknown, hasAnswered?: boolean): boolean {
  const { cause } = (typeof error === 'object' && error !== null ? error : {}) as { readonly cause?: unknown }
  const { socket } = (typeof cause === 'object' && cause !== null ? cause : {}) as {
    readonly socket?: { readonly bytesRead?: number }
  }
  return typeof socket?.bytesRead === 'number' ? socket.bytesRead > 0 && hasAnswered !== false : hasAnswered === true
}
