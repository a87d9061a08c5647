import { type Evidence, evidenceRank, evidences } from '../words/evidence.js'
import type { Instant } from '../words/time.js'
import type { Fact } from './fact.js'

/**
 * The latest success of each strength on one scope, by when it *started*, and the latest moment an operator cleared
 * it. What a success proves about the future is nothing; what it clears is the past (rule 19).
 */
export type Proofs = Readonly<Partial<Record<Evidence | 'operator', Instant>>>

/** Nothing proven yet. */
export const noProofs: Proofs = {}

/** Everything that clears, weakest first. */
export const rungs: readonly (keyof Proofs)[] = [...evidences, 'operator']

/** Has something at least as strong as the fact needs started after it? An operator clears whatever is known by then. */
export function isCleared(fact: Fact, proofs: Proofs): boolean {
  if (proofs.operator !== undefined && proofs.operator >= fact.failedAt) return true
  return evidences.some((evidence) => {
    const startedAt = proofs[evidence]
    return startedAt !== undefined && startedAt > fact.failedAt && evidenceRank(evidence) >= evidenceRank(fact.needs)
  })
}

/** Both together: the later of each rung. The same reference as `mine` where `theirs` adds nothing. */
export function joinProofs(mine: Proofs, theirs: Proofs): Proofs {
  let joined = mine
  for (const rung of rungs) {
    const at = theirs[rung]
    const known = joined[rung]
    if (at !== undefined && (known === undefined || at > known)) joined = { ...joined, [rung]: at }
  }
  return joined
}
