import type { Table } from '../table.js'

/** What a status means when nothing that the reply says has a meaning of its own; then what a bare type means. */
export const http: Table = {
  name: 'http',
  // biome-ignore format: a table is read by its lines
  rows: [
    ['401', 'auth-invalid'],
    ['403', 'permission-denied'],
    ['451', 'permission-denied provider'],
    // Whoever has no route to count by generates all the same: that is no mark against anybody.
    ['404', '#operation count', 'model-unsupported request'],
    ['404', 'model-unsupported'],
    ['410', 'model-unsupported model gone'],
    ['405|501', 'model-unsupported request'],
    ['408', 'timeout'],
    ['413', 'request-too-large'],
    ['425|499', 'server-error'],
    ['429', 'rate-limited'],
    ['407|502|504|511', 'gateway-error'],
    ['400-499', 'invalid-request'],
    // Who is busy is not said; the model is blamed only where it is.
    ['503', 'overloaded target'],
    ['529', 'overloaded'],
    ['500-599', 'server-error'],
    ['#page', 'gateway-error'],

    ['0', 'permission|forbidden', 'permission-denied'],
    ['0', 'not found', 'model-unsupported'],
    ['0', 'timeout|timed out|deadline', 'timeout'],
    ['0', 'invalid request|invalid argument|invalid param|bad request', 'invalid-request'],
    ['0', 'server-error'],
    // Below 200, 300 to 399 and beyond 599: whoever answered does not speak this protocol.
    ['gateway-error'],
  ],
}
