import type { Table } from '../table.js'

/** OpenRouter: its own limits, and what it relays from the providers behind it. */
export const openrouter: Table = {
  name: 'openrouter',
  relays: 'provider returned error',
  // biome-ignore format: a table is read by its lines
  rows: [
    ['key limit exceeded', 'quota-exhausted'],
    ['rate-limited upstream|shared pool', 'rate-limited model'],
    ['free models per min', 'rate-limited credential'],
    ['free models per day', 'quota-exhausted'],
  ],
}
