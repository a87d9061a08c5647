import type { Table } from '../table.js'

/** GitHub Models and Copilot: limits of a user by model, and of a plan. */
export const github: Table = {
  name: 'github|github-models|github-copilot',
  // biome-ignore format: a table is read by its lines
  rows: [
    ['429', 'day', 'quota-exhausted target'],
    ['copilot token usage', 'rate-limited credential'],
  ],
}
