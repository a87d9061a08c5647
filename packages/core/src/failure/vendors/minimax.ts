import type { Table } from '../table.js'

/** MiniMax: numbered codes, inside a 200 in its own dialect. */
export const minimax: Table = {
  name: 'minimax',
  // biome-ignore format: a table is read by its lines
  rows: [
    ['#1001', 'timeout'],
    ['#1002|1039|1041', 'rate-limited'],
    ['#1004|2049', 'auth-invalid'],
    ['#1008|2056', 'quota-exhausted'],
    ['#1026|1027', 'content-filtered'],
    ['#2013', '!context', 'invalid-request'],
  ],
}
