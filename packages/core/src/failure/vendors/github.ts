import type { Table } from '../table.js'

/** GitHub Models and Copilot: limits of a user by model, and of a plan. */
export const github: Table = {
  name: 'github',
  // biome-ignore format: a table is read by its lines
  rows: [
    ['window-of-model', { status: [429], text: ['bymodelbyday', 'per 86400s'] }, 'quota-exhausted',
      { scope: 'target' }],
    ['plan', { status: [429], text: ['copilot token usage'] }, 'rate-limited', { scope: 'credential' }],
  ],
}
