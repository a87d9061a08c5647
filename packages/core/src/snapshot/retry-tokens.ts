import type { Traffic } from './traffic.js'

/** Bounds how many retries the whole router makes: each request earns `ratio` of one, and at most `burst` are kept (rule 23). */
export interface RetryTokens {
  readonly ratio: number
  readonly burst: number
}

// Whole thousandths, because sums of tenths drift.
const token = 1_000

/** Is there one to spend? */
export function hasToken({ tokens }: Traffic, { burst }: RetryTokens): boolean {
  return Math.min(tokens, burst * token) >= token
}

/** What is left after a request's first attempt has earned its share. */
export function earned(tokens: number, { ratio, burst }: RetryTokens): number {
  return Math.min(Math.min(tokens, burst * token) + Math.round(ratio * token), burst * token)
}

/** What is left after one has been spent; never less than none. */
export function spent(tokens: number, { burst }: RetryTokens): number {
  return Math.max(0, Math.min(tokens, burst * token) - token)
}
