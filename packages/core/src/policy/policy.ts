import type { Effect } from '../failure/effect.js'
import type { Rule } from '../failure/failure.js'
import type { FailureClass } from '../failure/failure-class.js'
import type { RetryTokens } from '../snapshot/retry-tokens.js'
import type { Member } from '../strategy/member.js'
import type { Strategy } from '../strategy/preference.js'
import type { NamedRequirements } from '../strategy/requirement.js'
import type { TargetId } from '../words/names.js'
import type { Target } from '../words/target.js'
import type { Milliseconds } from '../words/time.js'
import type { PolicyInput, ProbeInput } from './policy-input.js'

/** Everything the operator wants, compiled and validated; immutable (rule 32). Made by `definePolicy` or `checkPolicy`. */
export interface Policy {
  /** Every target there is, by id. */
  readonly targets: ReadonlyMap<string, Target>
  /** The scopes of all targets: health is kept of these and of no others (rule 21). */
  readonly scopes: ReadonlySet<string>
  /** The weights that are not 1, by the name they hold under, then by target. */
  readonly weights: ReadonlyMap<string, ReadonlyMap<TargetId, number>>
  /** What aliases stand for, by folded name. */
  readonly aliases: ReadonlyMap<string, Pool>
  /** What `provider/model` and declared models stand for, by exact name. */
  readonly models: ReadonlyMap<string, Pool>
  readonly rules: readonly Rule[]
  /** The operator's own, besides the built-in ones. */
  readonly requirements: NamedRequirements
  readonly effects: Readonly<Record<FailureClass, Effect>>
  /** What the operator said about effects: it outranks what a vendor's table adds to a class. */
  readonly statedEffects: NonNullable<PolicyInput['effects']>
  readonly budget: Budget
  readonly patience: { readonly totalMs: Milliseconds; readonly sameTargetMs: Milliseconds }
  readonly retryTokens: RetryTokens
  readonly timeouts: Timeouts
  readonly whenAllCooling: NonNullable<PolicyInput['whenAllCooling']>
  readonly commit: NonNullable<PolicyInput['commit']>
  readonly probe: Required<ProbeInput>
  readonly maxCooldownMs: Milliseconds
}

/** What one name stands for: tiers in order of preference. */
export interface Pool {
  /** As the operator spelled it. */
  readonly name: string
  readonly tiers: readonly Tier[]
  /** How many targets there are in all tiers. */
  readonly size: number
  /** The alias for prompts that are too long here. */
  readonly largerContext?: string
}

/** Members of equal preference and the strategy among them. */
export interface Tier {
  /** The alias whose tier it is: round-robin's turns are kept by it. */
  readonly name: string
  readonly strategy: Strategy
  readonly members: readonly Member[]
}

/** The bounds of one request; absent ones have no fixed number. */
export interface Budget {
  readonly attempts?: number
  readonly sameTargetRetries?: number
  readonly deadlineMs?: Milliseconds
  readonly minAttemptMs: Milliseconds
}

/** The clocks of one attempt. */
export interface Timeouts {
  readonly connectMs: Milliseconds
  readonly firstByteMs: Milliseconds
  readonly firstContentMs: Milliseconds
  readonly idleMs: Milliseconds
  readonly totalMs: Milliseconds
}
