import type { NetworkCause, Reply } from '../../core/src/words/reply.js'
import type { ErrorCase, NetworkCase } from './error-case.js'

/** The reply that a case describes; `undefined`: it describes none that the core has a word for. */
export function replyOf(errorCase: ErrorCase): Reply | undefined {
  const { kind, headers, network } = errorCase
  const status = errorCase.status ?? 200
  const body = errorCase.body ?? ''
  switch (kind) {
    case 'http':
      return { type: 'response', status, headers: headers ?? {}, body }
    case 'stream_event':
      return { type: 'stream-event', status, headers: headers ?? {}, ...frameOf(body) }
    case 'network':
      return network === null ? undefined : { type: 'network', ...causeOf(network) }
    default:
      return undefined
  }
}

/** A frame in SSE notation, or only its data. */
function frameOf(body: string): { readonly event?: string; readonly data: string } {
  const lines = body.split('\n').filter((line) => line !== '')
  const valuesOf = (field: string): readonly string[] =>
    lines.filter((line) => line.startsWith(`${field}:`)).map((line) => line.slice(field.length + 1).trim())
  const data = valuesOf('data')
  if (data.length === 0) return { data: body }
  const [event] = valuesOf('event')
  return { ...(event === undefined ? {} : { event }), data: data.join('\n') }
}

function causeOf({ name, code, message, cause, errors }: NetworkCase): NetworkCause {
  return {
    ...(name ? { name } : {}),
    ...(code ? { code } : {}),
    ...(message ? { message } : {}),
    ...(cause ? { cause: causeOf(cause) } : {}),
    ...(errors ? { errors: errors.map(causeOf) } : {}),
  }
}
