import type { Table } from '../table.js'

/** A vendor that says what the general meanings cover, but limits accounts where others limit one model of an account. */
export const perAccount = (name: string): Table => ({ name, scopes: { 'rate-limited': 'credential' }, rows: [] })
