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

/**
 * Something a candidate must meet: undefined where it does, else the reason to refuse, and until when if that is known.
 * Pure and total. Only a requirement may refuse; whoever merely likes others better is a preference.
 */
export type Requirement = (candidate: Candidate, context: Context) => Exclusion | undefined

/** The operator's own requirements, each with the name that an explanation calls it. */
export type NamedRequirements = readonly (readonly [name: string, requirement: Requirement])[]
