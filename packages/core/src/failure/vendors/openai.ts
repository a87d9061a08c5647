import type { Table } from '../table.js'
import { goneHere } from './effects.js'

/** OpenAI, Codex with a ChatGPT plan, and Azure's deployments of both. */
export const openai: Table = {
  name: 'openai',
  // biome-ignore format: a table is read by its lines
  rows: [
    ['limit-of-zero', { status: [429], text: ['limit: 0 /', 'limit: 0,', 'limit 0,'] }, 'permission-denied',
      { scope: 'target' }],
    ['insufficient-quota', { code: ['insufficient_quota'] }, 'quota-exhausted'],
    ['plan', { code: ['usage_not_included'] }, 'permission-denied'],
    // Rolling windows, also those of a day: what is asked for is a wait of minutes. (The text may speak of billing.)
    ['rolling-window', { status: [429], text: ['rate limit reached for'], wait: ['short'] }, 'rate-limited'],
    // Azure states 86,400 s even for a limit per minute.
    ['pricing-tier', { status: [429], text: ['rate limit of your current', 'rate limit for your current'] },
      'rate-limited'],
    ['model-of-plan', { text: ['model is not supported when using codex'] }, 'model-unsupported', goneHere],
  ],
}
