import type { TargetId } from '../words/names.js'
import type { RouteRequest } from '../words/route-request.js'
import type { Instant } from '../words/time.js'
import type { Candidate } from './candidate.js'
import type { Exclusion } from './exclusion.js'

/** What a decision is made for. */
export interface Context {
  readonly request: RouteRequest
  readonly now: Instant
  /** Targets not to be asked (again). */
  readonly tried: ReadonlySet<TargetId>
}

/** Something a candidate must meet: it may refuse, saying why, and until when if it knows. Pure and total. */
export interface Requirement {
  readonly name: string
  /** The reason to refuse, or undefined where the candidate meets it. */
  readonly refuse: (candidate: Candidate, context: Context) => Exclusion | undefined
}
