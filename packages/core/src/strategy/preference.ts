import type { Candidate } from './candidate.js'
import type { Context } from './requirement.js'

/**
 * One step of a strategy: keeps the candidates it likes best, in their order. It may only narrow. One that keeps nobody
 * had no opinion, so a preference can never cause an outage. Pure: what it needs to remember is in the candidates.
 */
export interface Preference {
  readonly name: string
  readonly narrow: (candidates: readonly Candidate[], context: Context) => readonly Candidate[]
  /** Where chance decides: the text it is drawn from, so that an explanation can say which draw it was (rule 11). */
  readonly drawnFrom?: (context: Context) => string
}

/** How to choose inside a tier: preferences in order; the last tie falls to declared order. The empty list is fill-first (rule 9). */
export type Strategy = readonly Preference[]

/** How good a candidate is: the lower the better. What is no number is not kept. */
export type Score = (candidate: Candidate, context: Context) => number
