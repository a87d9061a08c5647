import type { Target } from '../words/target.js'
import type { Instant } from '../words/time.js'

/** Who should try next: a target, nobody yet, or nobody. */
export type Decision =
  | {
      readonly type: 'use'
      readonly target: Target
      /** The alias or model name in whose tier it stands: the pick counts as its turn there (rule 10). */
      readonly name: string
      /** It is cooling: a gamble for want of anybody else, which costs a retry token (rules 23, 24). */
      readonly cooling?: true
    }
  | { readonly type: 'wait'; readonly until: Instant }
  | {
      readonly type: 'none'
      readonly why: 'unknown-name' | 'no-candidates' | 'all-cooling'
      readonly retryAt?: Instant
    }
