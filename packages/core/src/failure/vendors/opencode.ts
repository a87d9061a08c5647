import type { Table } from '../table.js'

/** OpenCode Zen: a reseller, whose errors are mostly those of the providers behind it. */
export const opencode: Table = {
  name: 'opencode|opencode-zen',
  relays: 'error from provider|provider returned error',
  rows: [['rate limit exceeded', 'rate-limited credential']],
}
