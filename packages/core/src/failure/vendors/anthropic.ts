import type { Table } from '../table.js'
import { goneForAll, thisRequest } from './effects.js'

const window = (name: string): string => `anthropic-ratelimit-unified${name}-status: rejected`

/** Anthropic's API, and Claude with a subscription: its windows of 5 hours and 7 days stand in headers. */
export const anthropic: Table = {
  name: 'anthropic',
  // biome-ignore format: a table is read by its lines
  rows: [
    ['not-in-plan', { status: [429], text: ['usage credits are required', 'extra usage is required', 'fast mode'] },
      'permission-denied', thisRequest],
    ['plan-window', { status: [429], header: [window('-5h'), window('-7d')] }, 'quota-exhausted'],
    ['window-of-models', { status: [429], header: [window('-7d_oi'), window('-7d_opus'), window('-7d_sonnet')] },
      'quota-exhausted', { scope: 'target' }],
    ['plan-window', { status: [429], header: [window('')] }, 'quota-exhausted'],
    ['plan-window', { status: [429], text: ["account's rate limit"] }, 'quota-exhausted'],
    ['limit-of-tokens', { status: [429], text: ['tokens per minute', 'requests per minute'] }, 'rate-limited'],
    ['server-limit', { status: [429], text: ['rate limited'] }, 'rate-limited', { scope: 'credential' }],
    ['oauth-not-allowed', { text: ['oauth authentication is currently not allowed'] }, 'permission-denied'],
    ['model', { code: ['not_found_error'], text: ['model:'] }, 'model-unsupported', goneForAll],
    ['route', { code: ['not_found_error'], text: ['not found'], unless: ['model'] }, 'model-unsupported', thisRequest],
  ],
}
