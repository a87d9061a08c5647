import type { Table } from '../table.js'

/** Gemini's API, Vertex and Gemini Code Assist: what is meant stands in `details`, the sentence is the same for most. */
export const google: Table = {
  name: 'google|gemini|gemini-cli|vertex|cloudcode',
  // biome-ignore format: a table is read by its lines
  rows: [
    ['#API_KEY_INVALID|CONSUMER_SUSPENDED', 'auth-invalid'],
    ['capacity exhausted', 'overloaded'],
    ['429', 'limit: 0 |per day', 'quota-exhausted target'],
    ['exhausted … on this model', '@none|long', 'quota-exhausted target'],
    ['429', 'spend|credit|individual quota', 'quota-exhausted'],
    ['error-code-429', 'rate-limited model'],
    ['429', '@long', 'quota-exhausted target'],
    // The same sentence as for a used-up quota, but nothing in it says that the window is long.
    ['429', '!#QUOTA_EXHAUSTED', 'exhausted|current quota', 'rate-limited'],
    ['404', 'models |publisher model', '!your project', 'model-unsupported model gone'],
    ['#UNAVAILABLE', 'overloaded'],
  ],
}
