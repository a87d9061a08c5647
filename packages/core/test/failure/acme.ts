import type { Table } from '@router/core'

/** Acme: numbered codes; it says "slots" where others say rate, and resells the models of somebody else. */
export const acme: Table = {
  name: 'acme',
  relays: 'from our partner',
  rows: [
    ['#4101|4102', 'quota-exhausted'],
    ['429', 'slot ~ taken|busy', '!@long', 'rate-limited credential'],
    ['404', 'retired', 'model-unsupported model gone'],
  ],
}
