import type { Traffic } from './traffic.js'

/** Bounds how many retries the whole router makes: each request earns `ratio` of one, and at most `burst` are kept (rule 23). */
export interface RetryTokens {
  readonly ratio: number
  readonly burst: number
}

// Whole thousandths, because sums of tenths drift.
const token = 1_000

const balance = (traffic: Traffic, { burst }: RetryTokens): number =>
  Math.min(traffic.tokens ?? Infinity, burst * token)

/** Is there one to spend? */
export function hasToken(traffic: Traffic, tokens: RetryTokens): boolean {
  return balance(traffic, tokens) >= token
}

/** The traffic after a request's first attempt earned its share. */
export function withEarnings(traffic: Traffic, tokens: RetryTokens): Traffic {
  const sum = balance(traffic, tokens) + Math.round(tokens.ratio * token)
  return { ...traffic, tokens: Math.min(sum, tokens.burst * token) }
}

/** The traffic after one was spent; never below none. */
export function withoutToken(traffic: Traffic, tokens: RetryTokens): Traffic {
  return { ...traffic, tokens: Math.max(0, balance(traffic, tokens) - token) }
}
