import { type Evidence, evidenceRank, evidences } from '../words/evidence.js'
import type { Instant } from '../words/time.js'
import type { Fact } from './fact.js'

/**
 * Everything that clears, one number for each: for each strength of evidence when the latest success that proves so
 * much *started*, and last when an operator cleared. What a success proves about the future is nothing; what it clears
 * is the past (rule 19).
 */
export type Proofs = readonly Instant[]

/** What clears, weakest first. */
export type Rung = Evidence | 'operator'

/** Everything that clears, weakest first; in this order proofs hold their moments. */
export const rungs: readonly Rung[] = [...evidences, 'operator']

const never = Number.NEGATIVE_INFINITY

/** Nothing proven yet. */
export const noProofs: Proofs = rungs.map(() => never)

const operator = evidences.length

/** What a success of this strength that started at `at` proves: all that a weaker one does, too. An operator clears by hand. */
export function proofOf(rung: Rung, at: Instant): Proofs {
  const rank = rung === 'operator' ? operator : evidenceRank(rung)
  return noProofs.map((_, index) => ((rank === operator ? index === rank : index <= rank) ? at : never))
}

/** Has something that proves enough started after the failure? An operator clears whatever is known by then. */
export function isCleared({ failedAt, needs }: Fact, proofs: Proofs): boolean {
  const provenAt = proofs[evidenceRank(needs)] ?? never
  const clearedAt = proofs[operator] ?? never
  return provenAt > failedAt || clearedAt >= failedAt
}

/** Both together: the later of each. The same reference as `mine` where `theirs` adds nothing. */
export function joinProofs(mine: Proofs, theirs: Proofs): Proofs {
  const isNews = theirs.some((at, index) => at > (mine[index] ?? at))
  return isNews ? theirs.map((at, index) => Math.max(at, mine[index] ?? at)) : mine
}
