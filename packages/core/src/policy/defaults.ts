import { hours, minutes, seconds } from '../words/time.js'
import type { Budget, Policy, Timeouts } from './policy.js'

/** What holds where the operator says nothing. */
export const policyDefaults: {
  readonly budget: Budget
  readonly timeouts: Timeouts
} & Pick<Policy, 'patience' | 'retryTokens' | 'whenAllCooling' | 'commit' | 'probe' | 'maxCooldownMs'> = {
  budget: { minAttemptMs: 100 },
  patience: { totalMs: seconds(10), sameTargetMs: 0 },
  retryTokens: { ratio: 0.2, burst: 10 },
  timeouts: {
    connectMs: seconds(5),
    firstByteMs: seconds(60),
    firstContentMs: seconds(60),
    idleMs: seconds(60),
    totalMs: seconds(600),
  },
  whenAllCooling: 'sensible',
  commit: 'first-content',
  probe: { fromMs: seconds(10), leaseMs: seconds(10), trustMs: minutes(15) },
  maxCooldownMs: hours(24),
}

/** Upstream calls of one request that are not retries, where the budget does not say: each target once, at most so many. */
export const defaultAttempts = 10
