import type { Table } from '../table.js'

/** Cerebras: "quota" is its word for a rate, and a 400 or 413 without a body its word for the context window. */
export const cerebras: Table = {
  name: 'cerebras',
  // biome-ignore format: a table is read by its lines
  rows: [
    ['429', '!day', 'quota exceeded', 'rate-limited'],
    ['400|413', '#silent', 'context-length-exceeded'],
  ],
}
