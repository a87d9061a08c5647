import type { Table } from '../table.js'

/** OpenCode Zen: a reseller, whose errors are mostly those of the providers behind it. */
export const opencode: Table = {
  name: 'opencode',
  relays: ['error from provider', 'provider returned error'],
  rows: [],
}
