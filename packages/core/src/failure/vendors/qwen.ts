import type { Table } from '../table.js'

/** Qwen (DashScope): a free quota is per model, and a throttle may speak of quota. */
export const qwen: Table = {
  name: 'qwen',
  // biome-ignore format: a table is read by its lines
  rows: [
    ['free-quota', { code: ['*FreeTierOnly'] }, 'quota-exhausted', { scope: 'target' }],
    ['throttling', { status: [429], code: ['Throttling*', 'limit_requests', 'limit_burst_rate'] }, 'rate-limited'],
  ],
}
