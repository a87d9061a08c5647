import type { Table } from '../table.js'

/** Qwen (DashScope): a free quota is per model, and a throttle may speak of quota. */
export const qwen: Table = {
  name: 'qwen|dashscope',
  // biome-ignore format: a table is read by its lines
  rows: [
    ['free tier only', 'quota-exhausted target'],
    ['429', 'throttl', 'rate-limited'],
  ],
}
