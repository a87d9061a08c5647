import type { FailureClass } from '../failure/failure-class.js'
import type { ScopeName } from '../words/names.js'
import type { BlamedScope } from '../words/scope.js'
import type { Instant } from '../words/time.js'
import type { ScopedCooling } from './candidate.js'

/** Why a requirement refuses a candidate: since when and until when, where it knows. One that names an `until` can be waited out. */
export type Exclusion =
  | { readonly type: 'pinned-elsewhere' }
  | { readonly type: 'unfit'; readonly lacks: string }
  | { readonly type: 'drained' }
  | {
      readonly type: 'suspended'
      readonly scope: BlamedScope
      readonly key: ScopeName
      readonly since: Instant
      readonly reason?: string
    }
  | { readonly type: 'busy'; readonly inFlight: number; readonly limit: number; readonly until: Instant }
  | CoolingExclusion
  | { readonly type: 'tried' }
  | { readonly type: 'custom'; readonly why: string; readonly since?: Instant; readonly until?: Instant }

/**
 * Out of use until a time: it cools, or somebody else tries it after a cooldown (rule 20) and may be done earlier. `firm`:
 * not to be gambled against (rule 24).
 */
export interface CoolingExclusion {
  readonly type: 'cooling' | 'probing'
  readonly scope: BlamedScope
  readonly key: ScopeName
  readonly class: FailureClass
  readonly since: Instant
  readonly until: Instant
  readonly level: number
  readonly firm: boolean
  readonly hintedUntil: Instant | undefined
}

/** Refused for a cooldown that is open, or for the trial after one. */
export function refusedFor(type: CoolingExclusion['type'], cooling: ScopedCooling): CoolingExclusion {
  const { scope, key, until, firm, fact } = cooling
  const { class: kind, failedAt: since, level, hintedUntil } = fact
  return { type, scope, key, class: kind, since, until, level, firm, hintedUntil }
}
