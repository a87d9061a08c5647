import type { Exclusion } from '../strategy/exclusion.js'
import type { TargetId } from '../words/names.js'
import type { Instant } from '../words/time.js'
import type { Decision } from './decision.js'

/** A decision and why every other candidate was not it; plain data but for the target of the decision. */
export interface Explanation {
  readonly decision: Decision
  /** The name asked for, and when. */
  readonly name: string
  readonly at: Instant
  readonly tiers: readonly ExplainedTier[]
}

/** One tier that was looked at; tiers behind the one that served are not. */
export interface ExplainedTier {
  readonly candidates: readonly ExplainedCandidate[]
  /** How each preference narrowed those that were eligible. */
  readonly narrowed: readonly { readonly by: string; readonly kept: readonly TargetId[] }[]
}

/** A candidate: eligible, or which requirement refused it and why. */
export type ExplainedCandidate =
  | { readonly target: TargetId; readonly eligible: true }
  | { readonly target: TargetId; readonly eligible: false; readonly by: string; readonly exclusion: Exclusion }
