import type { NetworkCause, NetworkReply } from '@router/core'
import { wellFormed } from '../well-formed.js'

const maxDepth = 8
const maxErrors = 8

/**
 * What was thrown on the way to an upstream, as a reply: names, codes and messages of the chain of causes, and nothing else
 * of the errors, which hold sockets and requests. `secret` is taken out of every text.
 */
export function networkReply(error: unknown, secret: string, reused: boolean): NetworkReply {
  return { type: 'network', ...causeOf(error, secret, maxDepth), ...(reused ? { reused } : {}) }
}

function causeOf(error: unknown, secret: string, depth: number): NetworkCause {
  if (typeof error !== 'object' || error === null) return { message: redacted(String(error), secret) }
  const { name, code, message, cause, errors } = error as Partial<Record<string, unknown>>
  return {
    ...(typeof name === 'string' ? { name } : {}),
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    ...(typeof message === 'string' ? { message: redacted(message, secret) } : {}),
    ...(cause !== undefined && cause !== null && depth > 0 ? { cause: causeOf(cause, secret, depth - 1) } : {}),
    ...(Array.isArray(errors) && depth > 0
      ? { errors: errors.slice(0, maxErrors).map((inner) => causeOf(inner, secret, depth - 1)) }
      : {}),
  }
}

/** A shorter secret would take ordinary words out of a text. */
const minSecret = 8

/** The text without a secret, as it is and as it stands in URLs. */
export function redacted(text: string, secret: string): string {
  if (secret.length < minSecret) return text
  return text.replaceAll(secret, '[redacted]').replaceAll(encodeURIComponent(wellFormed(secret)), '[redacted]')
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
