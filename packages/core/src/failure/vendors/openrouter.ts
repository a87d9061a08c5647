import type { Table } from '../table.js'

/** OpenRouter: its own limits, and what it relays from the providers behind it. */
export const openrouter: Table = {
  name: 'openrouter',
  relays: ['provider returned error'],
  // biome-ignore format: a table is read by its lines
  rows: [
    ['key-limit', { text: ['key limit exceeded'] }, 'quota-exhausted'],
    ['shared-pool', { text: ['rate-limited upstream'] }, 'rate-limited', { scope: 'model' }],
    ['shared-pool', { code: ['upstream_provider_shared_pool'] }, 'rate-limited', { scope: 'model' }],
    ['free-models-per-minute', { text: ['free-models-per-min'] }, 'rate-limited', { scope: 'credential' }],
    ['free-models-per-day', { text: ['free-models-per-day'] }, 'quota-exhausted'],
  ],
}
