import type { Table } from '../table.js'

/** Anthropic's API, and Claude with a subscription: its windows of 5 hours and 7 days stand in headers. */
export const anthropic: Table = {
  name: 'anthropic|claude|claude-oauth',
  // biome-ignore format: a table is read by its lines
  rows: [
    ['429', 'usage credits are required|extra usage is required|fast mode', 'permission-denied request'],
    ['429', '#anthropic-ratelimit-unified-5h-status|anthropic-ratelimit-unified-7d-status', 'quota-exhausted'],
    // A window of one family of models.
    ['429', '#anthropic-ratelimit-unified-7d_oi-status|anthropic-ratelimit-unified-7d_opus-status|' +
      'anthropic-ratelimit-unified-7d_sonnet-status', 'quota-exhausted target'],
    ['429', '#anthropic-ratelimit-unified-status', 'quota-exhausted'],
    ['429', "account's rate limit", 'quota-exhausted'],
    ['429', 'concurrent connections|rate limited', 'rate-limited credential'],
    ['request not allowed', 'permission-denied provider'],
    ['#not_found_error', 'model: ', 'model-unsupported model gone'],
    ['#not_found_error', 'model-unsupported request'],
  ],
}
