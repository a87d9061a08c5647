import type { FailureClass } from '../failure/failure-class.js'
import { type Evidence, evidenceRank } from '../words/evidence.js'
import type { Instant, Milliseconds } from '../words/time.js'

/** One failure as a scope remembers it: stamped once, then only joined with others (rules 18, 21). */
export interface Fact {
  readonly class: FailureClass
  readonly failedAt: Instant
  /** Out of use until then; `failedAt` itself when this incident cools nothing. */
  readonly until: Instant
  /** How many incidents of this class in a row, this one included. */
  readonly level: number
  /** The least evidence that clears it (rule 19). */
  readonly needs: Evidence
  /** Not to be gambled against: the reply stated the time, or the credential is out of quota or refused (rule 24). */
  readonly firm: boolean
  /** The cooldown is so long that after it one attempt at a time tries the scope, until it is cleared (rule 20). */
  readonly probe: boolean
  /** The retry time the reply stated, where `until` trusts it only in steps (rule 20). */
  readonly hintedUntil?: Instant
}

/** Levels do not count further: no cooldown grows so long. */
export const maxLevel = 1_000

/** The fact with its cooldown no longer than `maxMs`; the same one where it is not. */
export function capped(fact: Fact, maxMs: Milliseconds): Fact {
  const latest = fact.failedAt + maxMs
  return fact.until <= latest ? fact : { ...fact, until: latest }
}

/**
 * Does `winner` say all that `loser` says? Compared in every component, so that dropping the dominated ones gives the
 * same facts in whatever order they are heard (rule 21).
 */
function dominates(winner: Fact, loser: Fact): boolean {
  return (
    winner.class === loser.class &&
    isAsRecent(winner, loser) &&
    winner.level >= loser.level &&
    evidenceRank(winner.needs) >= evidenceRank(loser.needs) &&
    (winner.probe || !loser.probe) &&
    (wasOver(winner, loser) || (winner.until >= loser.until && (winner.firm || !loser.firm)))
  )
}

/** Was the loser's cooldown over when the winner failed? Then when it ended and how sure that was matter no more. */
const wasOver = (winner: Fact, loser: Fact): boolean =>
  winner.failedAt > loser.failedAt && winner.failedAt >= loser.until

/**
 * A hint is hearsay of its moment: the later failure has the say, and the hint decides only between those of one moment.
 * Were it compared by itself, a burst whose hints count down would keep every single fact.
 */
function isAsRecent(winner: Fact, loser: Fact): boolean {
  if (winner.failedAt !== loser.failedAt) return winner.failedAt > loser.failedAt
  return (winner.hintedUntil ?? 0) >= (loser.hintedUntil ?? 0)
}

/** The facts that no other fact dominates, each once, in an order that depends on them alone. */
export function undominated(facts: readonly Fact[]): readonly Fact[] {
  if (facts.length < 2) return facts
  const kept = facts.filter(
    (fact, at) =>
      !facts.some(
        // Of those that say the same, a fact itself among them, the first one stays.
        (other, index) => dominates(other, fact) && (index < at || !dominates(fact, other)),
      ),
  )
  return kept.length < 2 ? kept : kept.sort(byContents)
}

/** Of facts that do not dominate each other: those that differ in the hint alone do. */
function byContents(a: Fact, b: Fact): number {
  return (
    a.failedAt - b.failedAt ||
    a.until - b.until ||
    a.level - b.level ||
    (a.class < b.class ? -1 : a.class > b.class ? 1 : 0) ||
    evidenceRank(a.needs) - evidenceRank(b.needs) ||
    Number(a.firm) - Number(b.firm) ||
    Number(a.probe) - Number(b.probe)
  )
}
