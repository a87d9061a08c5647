import type { Table } from '../table.js'
import { goneForAll, goneHere } from './effects.js'

/** Gemini's API, Vertex and Gemini Code Assist: what is meant stands in `details`, the sentence is the same for most. */
export const google: Table = {
  name: 'google',
  // biome-ignore format: a table is read by its lines
  rows: [
    ['dead-key', { code: ['API_KEY_INVALID', 'API_KEY_EXPIRED', 'CONSUMER_SUSPENDED', 'ACCESS_TOKEN_EXPIRED',
      'CREDENTIALS_MISSING'] }, 'auth-invalid'],
    ['capacity', { code: ['MODEL_CAPACITY_EXHAUSTED'] }, 'overloaded'],
    ['credits', { code: ['INSUFFICIENT_G1_CREDITS_BALANCE'] }, 'quota-exhausted'],
    ['no-quota-at-all', { status: [429], text: ['limit: 0,', 'limit: 0\n'] }, 'quota-exhausted', { scope: 'target' }],
    ['quota-of-a-day', { status: [429], code: ['*PerDay*'] }, 'quota-exhausted', { scope: 'target' }],
    ['plan-quota', { code: ['QUOTA_EXHAUSTED'] }, 'quota-exhausted'],
    ['rate-of-a-minute', { status: [429], code: ['*PerMinute*', 'RATE_LIMIT_EXCEEDED'] }, 'rate-limited'],
    ['plan-quota-of-model', { status: [429], text: ['capacity on this model'], wait: ['none', 'long'] },
      'quota-exhausted', { scope: 'target' }],
    ['plan-quota', { status: [429], text: ['individual quota reached'] }, 'quota-exhausted'],
    ['quota-of-a-day', { status: [429], text: ['per_day', 'per day', 'perday'] }, 'quota-exhausted',
      { scope: 'target' }],
    ['long-wait', { status: [429], wait: ['long'] }, 'quota-exhausted', { scope: 'target' }],
    ['shared-capacity', { status: [429], text: ['error-code-429'] }, 'rate-limited', { scope: 'model' }],
    // The same sentence as for a used-up quota, but nothing in it says that the window is long.
    ['rate', { status: [429], code: ['RESOURCE_EXHAUSTED'] }, 'rate-limited'],
    ['rate', { status: [429], text: ['exceeded your current quota', 'resource has been exhausted'] }, 'rate-limited'],
    ['model-for-project', { status: [404], text: ['does not have access', 'your project'] }, 'model-unsupported',
      goneHere],
    ['model', { status: [404], text: ['models/', 'publisher model'] }, 'model-unsupported', goneForAll],
    ['deadline', { code: ['DEADLINE_EXCEEDED'] }, 'timeout'],
    ['unavailable', { code: ['UNAVAILABLE'] }, 'overloaded'],
  ],
}
