import type { Table } from '../table.js'

/** Cerebras: "quota" is its word for a rate, and a 413 without a body its word for the context window. */
export const cerebras: Table = {
  name: 'cerebras',
  // biome-ignore format: a table is read by its lines
  rows: [
    ['rate', { status: [429], code: ['request_quota_exceeded', 'token_quota_exceeded'], unless: ['per day',
      'daily'] }, 'rate-limited'],
    ['context', { status: [413], silent: true }, 'context-length-exceeded'],
  ],
}
