import type { NetworkCause, Reply } from '@router/core'
import { wellFormed } from '../well-formed.js'

/** The reply without a secret: an upstream may quote the key that it refuses, and an error what could not be sent. */
export function withoutSecret(reply: Reply, secret: string): Reply {
  switch (reply.type) {
    case 'response':
      return { ...reply, body: redacted(reply.body, secret), headers: cleanHeaders(reply, secret) }
    case 'stream-event':
      return { ...reply, data: redacted(reply.data, secret), headers: cleanHeaders(reply, secret) }
    case 'network':
      return { ...reply, ...cleanCause(reply, secret) }
    default:
      return reply
  }
}

const cleanHeaders = ({ headers }: { readonly headers: Readonly<Record<string, string>> }, secret: string) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, redacted(value, secret)]))

const cleanCause = ({ message, cause, errors, ...rest }: NetworkCause, secret: string): NetworkCause => ({
  ...rest,
  ...(message === undefined ? {} : { message: redacted(message, secret) }),
  ...(cause === undefined ? {} : { cause: cleanCause(cause, secret) }),
  ...(errors === undefined ? {} : { errors: errors.map((error) => cleanCause(error, secret)) }),
})

/** A shorter secret would take ordinary words out of a text. */
const minSecret = 8

/** The text without a secret, as it is and as it stands in URLs. */
function redacted(text: string, secret: string): string {
  if (secret.length < minSecret) return text
  return text.replaceAll(secret, '[redacted]').replaceAll(encodeURIComponent(wellFormed(secret)), '[redacted]')
}
