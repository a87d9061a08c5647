import type { Table } from '../table.js'

/** Vendors who say what the common meanings cover, but limit accounts where others limit one model of an account. */
export const perAccount: Table = {
  name: 'deepseek|mistral|moonshot|nvidia|nvidia-nim',
  scopes: { 'rate-limited': 'credential' },
  rows: [],
}
