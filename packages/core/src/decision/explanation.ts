import type { Refusal } from '../strategy/requirements.js'
import type { TargetId } from '../words/names.js'
import type { Instant } from '../words/time.js'
import type { Decision } from './decision.js'

/** A decision and why every other candidate was not it; plain data but for the target of the decision. */
export interface Explanation {
  readonly decision: Decision
  /** The name asked for, and when. */
  readonly name: string
  readonly at: Instant
  /** All of them; the first that has somebody eligible serves. */
  readonly tiers: readonly ExplainedTier[]
}

/** One tier: who stands in it, and, in the tier that serves, how each preference narrowed. */
export interface ExplainedTier {
  readonly candidates: readonly ExplainedCandidate[]
  readonly narrowed: readonly Narrowing[]
}

/** Whom one preference kept of those that were eligible; where chance decided, the text that was drawn from (rule 11). */
export interface Narrowing {
  readonly by: string
  readonly kept: readonly TargetId[]
  readonly draw?: string
}

/** A candidate: eligible, or which requirement refused it first and why, and which others would have. */
export type ExplainedCandidate =
  | { readonly target: TargetId; readonly eligible: true }
  | ({ readonly target: TargetId; readonly eligible: false; readonly others: readonly Refusal[] } & Refusal)
