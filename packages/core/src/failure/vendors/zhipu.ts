import type { Table } from '../table.js'
import { goneForAll } from './effects.js'

/** Zhipu (GLM): numbered codes, on the Anthropic endpoint in the place of the type. */
export const zhipu: Table = {
  name: 'zhipu',
  scopes: { 'rate-limited': 'credential' },
  // biome-ignore format: a table is read by its lines
  rows: [
    ['credential', { code: ['1000', '1001', '1002', '1003', '1004'] }, 'auth-invalid'],
    ['account', { code: ['1110', '1111', '1112', '1121', '1220'] }, 'permission-denied'],
    ['balance', { code: ['1113'] }, 'quota-exhausted'],
    ['model', { code: ['1211'] }, 'model-unsupported', goneForAll],
    ['context', { code: ['1261'] }, 'context-length-exceeded'],
    ['content', { code: ['1301'] }, 'content-filtered'],
    ['rate', { code: ['1302', '1303'] }, 'rate-limited'],
    ['model-busy', { code: ['1305', '1312'] }, 'overloaded'],
    ['plan-window', { code: ['1304', '1308', '1309', '1310'] }, 'quota-exhausted'],
  ],
}
