/** Upstream calls of one request that are not retries, where the budget does not say: each target once, at most so many. */
export const defaultAttempts = 10
