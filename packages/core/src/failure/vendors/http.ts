import type { Table } from '../table.js'
import { thisRequest } from './effects.js'

/** What a status means when nothing that the reply says has a meaning of its own; then what a bare type means. */
export const http: Table = {
  name: 'http',
  // biome-ignore format: a table is read by its lines
  rows: [
    ['401', { status: [401] }, 'auth-invalid'],
    ['403', { status: [403] }, 'permission-denied'],
    ['404', { status: [404, 410] }, 'model-unsupported'],
    ['405', { status: [405, 501] }, 'model-unsupported', thisRequest],
    ['408', { status: [408] }, 'timeout'],
    ['413', { status: [413] }, 'request-too-large'],
    ['425', { status: [425] }, 'server-error'],
    ['429', { status: [429] }, 'rate-limited'],
    ['407', { status: [407, 511] }, 'gateway-error'],
    ['499', { status: [499] }, 'server-error'],
    ['4xx', { status: ['4xx'] }, 'invalid-request'],
    ['502', { status: [502, 504] }, 'gateway-error'],
    // Who is busy is not said; the model is blamed only where it is.
    ['503', { status: [503] }, 'overloaded', { scope: 'target' }],
    ['529', { status: [529] }, 'overloaded'],
    ['5xx', { status: ['5xx'] }, 'server-error'],
    ['page', { html: true }, 'gateway-error'],

    ['permission', { status: [0], code: ['permission_error', 'permission_denied', 'forbidden'] }, 'permission-denied'],
    ['not-found', { status: [0], code: ['not_found_error', 'not_found'] }, 'model-unsupported'],
    ['timeout', { status: [0], code: ['timeout_error', 'timeout', 'DEADLINE_EXCEEDED'] }, 'timeout'],
    ['invalid', { status: [0], code: ['invalid_request_error', 'invalid_request', 'bad_request', 'bad_request_error',
      'INVALID_ARGUMENT'] }, 'invalid-request'],
    ['error-in-success', { status: [0] }, 'server-error'],
    // Below 200, 300 to 399 and beyond 599: whoever answered does not speak this protocol.
    ['protocol', {}, 'gateway-error'],
  ],
}
