import type { Table } from '../table.js'

const reset = 'econnreset|epipe|und err socket'

/** What it means that no whole answer came: clocks, broken streams, and errors of the network by the codes in their chain of causes. */
export const network: Table = {
  name: 'network',
  // biome-ignore format: a table is read by its lines
  rows: [
    ['#cancelled', 'cancelled'],
    ['#empty|truncated|malformed', 'stream-broken'],
    // Nothing was sent: it is the host that does not answer, and all that is behind it.
    ['#connect|UND_ERR_CONNECT_TIMEOUT|ETIMEDOUT', 'timeout provider'],
    // Never sent: it would fail the same way anywhere.
    ['err invalid|invalid arg|req content length|bad port|unknown scheme|byte string|unescaped', '!redirect', 'invalid-request'],
    // A secret that could not be had: nobody was asked, and the others of the provider are as good as before.
    ['err secret', 'network-error credential'],
    ['timeout|timed out|esockettimedout', 'timeout'],
    ['#outermost AbortError|UND_ERR_DESTROYED|UND_ERR_CLOSED', 'cancelled'],
    // A server closes an idle connection whenever it likes: a reset proves nothing, and a retry is free.
    ['#reused', reset, 'network-error target again'],
    [reset, 'network-error'],
    ['cancel|user abort|aborted by|client ', 'cancelled'],
    // Refused, unreachable, unknown, another protocol, bad certificate, cut: one host and all that is behind it.
    ['network-error'],
  ],
}
