import type { Table } from '../table.js'

/** Zhipu (GLM): numbered codes, on the Anthropic endpoint in the place of the type. */
export const zhipu: Table = {
  name: 'zhipu|glm|z-ai',
  scopes: { 'rate-limited': 'credential' },
  // biome-ignore format: a table is read by its lines
  rows: [
    ['#1000|1001|1002|1003|1004', 'auth-invalid'],
    ['#1110|1111|1112|1121|1220', 'permission-denied'],
    ['#1113|1304|1308|1309|1310', 'quota-exhausted'],
    ['#1211', 'model-unsupported model gone'],
    ['#1311', 'model-unsupported target gone'],
    ['#1261', 'context-length-exceeded'],
    ['#1301', 'content-filtered'],
    ['#1302|1303', 'rate-limited'],
    ['#1305|1312', 'overloaded'],
  ],
}
