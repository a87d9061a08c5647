import type { Table } from '../table.js'

/** What it means that no whole answer came: clocks, broken streams, and errors of the network by the codes in their chain of causes. */
export const network: Table = {
  name: 'network',
  // biome-ignore format: a table is read by its lines
  rows: [
    ['cancelled', { reply: ['cancelled'] }, 'cancelled'],
    ['connect-timeout', { reply: ['timeout'], kind: ['connect'] }, 'timeout', { scope: 'provider' }],
    ['timeout', { reply: ['timeout'] }, 'timeout'],
    ['broken', { reply: ['empty', 'truncated', 'malformed'] }, 'stream-broken'],

    ['connect-timeout', { reply: ['network'], code: ['UND_ERR_CONNECT_TIMEOUT', 'ETIMEDOUT'] }, 'timeout',
      { scope: 'provider' }],
    ['timeout', { reply: ['network'], code: ['TimeoutError', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT',
      'ESOCKETTIMEDOUT'] }, 'timeout'],
    ['aborted', { reply: ['network'], code: ['outermost:AbortError', 'UND_ERR_ABORTED', 'UND_ERR_DESTROYED',
      'UND_ERR_CLOSED'] }, 'cancelled'],
    // Never sent: it would fail the same way anywhere.
    ['unsendable', { reply: ['network'], code: ['ERR_INVALID*', 'UND_ERR_INVALID_ARG',
      'UND_ERR_REQ_CONTENT_LENGTH_MISMATCH'] }, 'invalid-request'],
    // A server closes an idle connection whenever it likes: a reset proves nothing, and a retry is free.
    ['reset-when-reused', { reply: ['network'], kind: ['reused'], code: ['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'] },
      'network-error', { scope: 'target', effect: { sameTargetRetries: 1 } }],
    ['aborted', { reply: ['network'], text: ['cancelled', 'canceled', 'user aborted'] }, 'cancelled'],
    // Refused, unreachable, unknown, another protocol, bad certificate, cut: one host and all that is behind it.
    ['unreachable', { reply: ['network'] }, 'network-error'],
  ],
}
