import type { Table } from '../table.js'

/** OpenAI, Codex with a ChatGPT plan, and Azure's deployments of both. */
export const openai: Table = {
  name: 'openai|azure|codex',
  // biome-ignore format: a table is read by its lines
  rows: [
    ['429', 'limit: 0 ', 'permission-denied target'],
    ['#slow_down', 'overloaded'],
    ['#usage_not_included', 'permission-denied'],
    // Azure states 86,400 s even for a limit per minute.
    ['pricing tier', 'rate-limited'],
  ],
}
