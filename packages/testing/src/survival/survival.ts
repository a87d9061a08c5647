import type { Milliseconds, ScopeName, TargetId } from '@router/core'

/** What can be said of a policy without traffic. */
export interface Survival {
  readonly names: readonly NameSurvival[]
  /** Targets that no name leads to but their own `provider/model`. */
  readonly unnamed: readonly TargetId[]
}

/** What becomes of one name when something is lost. */
export interface NameSurvival {
  readonly name: string
  /** Is it served when any one of its credentials, its models, its providers is lost? */
  readonly survives: Readonly<Record<LostScope, boolean>>
  /** Whose loss alone leaves nobody. */
  readonly diesWith: readonly ScopeName[]
  /** Members that are never chosen, even where they are the only ones left, and why. */
  readonly neverChosen: readonly { readonly target: TargetId; readonly why: string }[]
  readonly worst: WorstRequest
}

/** What may be lost. */
export type LostScope = 'credential' | 'model' | 'provider'

/** The worst that can become of one request. */
export interface WorstRequest {
  /** So many upstream calls at most. */
  readonly attempts: number
  /** It waits so long at most, besides the attempts themselves. */
  readonly waitMs: Milliseconds
  /** The request with the most attempts, as a transcript without its policy. */
  readonly transcript: string
}
