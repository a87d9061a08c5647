import type { Reply } from '@router/core'
import { unmapped } from '../unmapped.js'
import type { OutcomeRow } from './case.js'

/** Errors of the network by the name that cases give them. */
const networks: Readonly<Record<string, Reply>> = {
  canceled: { type: 'cancelled' },
  timeout: { type: 'timeout', phase: 'total' },
  eof: { type: 'network', message: 'EOF' },
  'unexpected-eof': { type: 'network', message: 'unexpected EOF' },
  'wrapped-unexpected-eof': { type: 'network', message: 'read: unexpected EOF' },
  'ws-1000': { type: 'network', message: 'websocket: close 1000' },
  'ws-1001': { type: 'network', message: 'websocket: close 1001' },
  'ws-1006': { type: 'network', message: 'websocket: close 1006' },
  reset: { type: 'network', code: 'ECONNRESET' },
  refused: { type: 'network', code: 'ECONNREFUSED' },
  closed: { type: 'network', code: 'ERR_STREAM_PREMATURE_CLOSE' },
}

/** What upstreams of the cases say beside their reply: to whom it applies. Their transports know it by type. */
export const marks = { scope: 'x-case-scope', requestScoped: 'x-case-request-scoped' } as const

/** The reply that an outcome describes; undefined: a success. */
export function replyOf(outcome: OutcomeRow): Reply | undefined {
  const { ok, status = 0, body = '', network, empty } = outcome
  if (network !== undefined && status === 0) return networks[network] ?? unmapped(`network ${network}`)
  if (empty === true) return { type: 'empty' }
  const said = body === '' && outcome.code !== undefined ? JSON.stringify({ error: { code: outcome.code } }) : body
  if (status >= 300 || said !== body) return { type: 'response', status, headers: headersOf(outcome), body: said }
  if (status === 0 && body !== '')
    return { type: 'stream-event', status: 200, headers: headersOf(outcome), event: 'error', data: body }
  return ok === false ? { type: 'network' } : undefined
}

function headersOf({ headers = {}, retry_after_ms, scope, request_scoped, code }: OutcomeRow): Record<string, string> {
  return {
    ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
    ...(retry_after_ms === undefined ? {} : { 'retry-after-ms': String(retry_after_ms) }),
    ...(scope === undefined ? {} : { [marks.scope]: scope }),
    ...(request_scoped === true || code === 'request_scoped' ? { [marks.requestScoped]: 'true' } : {}),
  }
}
