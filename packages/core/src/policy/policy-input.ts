import type { Effect } from '../failure/effect.js'
import type { FailureClass } from '../failure/failure-class.js'
import type { UserRule } from '../failure/user-rule.js'
import type { StrategyInput } from '../strategy/strategy-input.js'
import type { Json } from '../words/json.js'
import type { Dialect, Operation } from '../words/route-request.js'
import type { Milliseconds } from '../words/time.js'

/** What an operator writes: plain JSON. Unknown keys are mistakes, 0 means 0, and whatever is absent has a default. */
export interface PolicyInput {
  /** Vendor endpoints, by name. */
  readonly providers: Readonly<Record<string, ProviderInput>>
  /** Public names, by name; matched after trim and case-fold (rule 1). */
  readonly aliases?: Readonly<Record<string, AliasInput>>
  /** Groups of interchangeable `provider/model`: asking for one promotes it, the others follow (rule 6). */
  readonly groups?: readonly (readonly string[])[]
  /** The operator's own classification, before all tables (rule 13). */
  readonly rules?: readonly UserRule[]
  /** What follows from a failure class, where it differs from the default. */
  readonly effects?: Partial<Readonly<Record<FailureClass, Partial<Effect>>>>
  /** The bounds of one request (rule 23). */
  readonly budget?: BudgetInput
  /** How long one request may wait. */
  readonly patience?: PatienceInput
  /** The router-wide bound on retries (rule 23). */
  readonly retryTokens?: RetryTokensInput
  /** The clocks of one attempt. */
  readonly timeouts?: TimeoutsInput
  /** What to do when every candidate cools (rule 24); `sensible` by default. */
  readonly whenAllCooling?: 'sensible' | 'wait' | 'fail' | 'try-soonest'
  /** When an answer is handed to the caller (rules 29, 30); `first-content` by default. */
  readonly commit?: 'first-content' | 'first-byte' | 'complete'
  /** How a scope comes back after a cooldown (rule 20). */
  readonly probe?: ProbeInput
  /** No cooldown is longer; 24 h. */
  readonly maxCooldownMs?: Milliseconds
}

/** One vendor endpoint. */
export interface ProviderInput {
  /** Its wire format; `openai` by default. */
  readonly dialect?: Dialect
  /** Whose error tables read its replies; by default the provider's name if a table has it, else the dialect's. */
  readonly vendor?: string
  /** It is native for model names that start so (rule 5); by default its own name. */
  readonly nativePrefixes?: readonly string[]
  /** Its secrets, by id; by default one called `default`. */
  readonly credentials?: readonly string[] | Readonly<Record<string, CredentialInput>>
  /** False: no failure here takes anything out of use, whatever its class; true by default. */
  readonly cooldowns?: boolean
  /** The models it offers, by exact name. */
  readonly models?: readonly string[] | Readonly<Record<string, ModelInput>>
}

/** One secret at a provider, by id only. */
export interface CredentialInput {
  /** Its preference level inside any other; 0 by default. */
  readonly tier?: number
  /** Its share; 1 by default, 0: drained. */
  readonly weight?: number
  /** Change it with the secret: health of the old one is not held against the new. */
  readonly revision?: string
  /** The transport can fetch it anew after a 401. */
  readonly refreshable?: boolean
  /** False: no failure of its attempts takes anything out of use; by default what the provider says. */
  readonly cooldowns?: boolean
  /** Attempts at one time; no limit by default. */
  readonly maxInFlight?: number
}

/** What is known about a model. */
export interface ModelInput {
  /** The size of its context window; by default unknown, so that any prompt fits. */
  readonly contextTokens?: number
  /** Such as `chat`, `embeddings` and `count`; by default unknown, so that it offers all. */
  readonly operations?: readonly Operation[]
  /** Anything a request may need, such as `vision`; by default unknown, so that it has all. */
  readonly capabilities?: readonly string[]
  /** Anything a strategy may read, such as a price; none by default. */
  readonly labels?: Readonly<Record<string, Json>>
}

/** One public name. */
export interface AliasInput {
  /** What it stands for, in declared order: `provider/model`, or spelled out. Neither reordered nor extended by groups. */
  readonly targets: readonly (string | AliasTargetInput)[]
  /** How to choose inside a tier, such as `[{ "sample": 2 }, "least-busy"]`; `round-robin` by default. */
  readonly strategy?: StrategyInput
  /** Other aliases, used when nobody here is eligible (rule 8). */
  readonly fallback?: readonly string[]
  /** Another alias, used only after a context-length failure (rule 8). */
  readonly largerContext?: string
  /** Native providers before others (rule 5); false by default: an explicit list is not reordered. */
  readonly nativeFirst?: boolean
}

/** A target of an alias; without `credential`, one for each credential of the provider. */
export interface AliasTargetInput {
  /** One of the policy's providers. */
  readonly provider: string
  /** The upstream's exact model name. */
  readonly model: string
  /** One of the provider's credentials; by default all, each a target of its own. */
  readonly credential?: string
  /** Its preference level, 0 first and by default. */
  readonly tier?: number
  /** Its share inside the tier; 1 by default, 0: drained. */
  readonly weight?: number
  /** On top of the model's own; none by default. */
  readonly labels?: Readonly<Record<string, Json>>
}

/** The bounds of one request (rule 23). */
export interface BudgetInput {
  /** Upstream calls in all; by default each target once, at most 10, not counting retries. */
  readonly attempts?: number
  /** Retries of one target; by default what the failure's effect allows. */
  readonly sameTargetRetries?: number
  /** From begin to end; none by default. */
  readonly deadlineMs?: Milliseconds
  /** No attempt starts that cannot live so long; 100 ms. */
  readonly minAttemptMs?: Milliseconds
}

/** How long one request may wait (rules 24, 25). */
export interface PatienceInput {
  /** In all; 10 s. */
  readonly totalMs?: Milliseconds
  /** For its own target's hint rather than fail over; 0. */
  readonly sameTargetMs?: Milliseconds
}

/** How many retries the router makes. */
export interface RetryTokensInput {
  /** What each request earns, as a part of a retry; 0.2. */
  readonly ratio?: number
  /** How many retries are kept at most; 10. */
  readonly burst?: number
}

/** How a scope comes back after a long cooldown (rule 20). */
export interface ProbeInput {
  /** After a cooldown of at least this, one attempt at a time tries the scope until it is proven; 10 s. */
  readonly fromMs?: Milliseconds
  /** Such a trial ends at the latest after this; 10 s. */
  readonly leaseMs?: Milliseconds
  /** A stated retry time is trusted for so long at first, twice as long at each incident in a row; 15 min. */
  readonly trustMs?: Milliseconds
}

/** The clocks of one attempt. */
export interface TimeoutsInput {
  /** Until connected; 5 s. */
  readonly connectMs?: Milliseconds
  /** Until the first byte, when streaming; 60 s. */
  readonly firstByteMs?: Milliseconds
  /** Until the first content, when streaming; 60 s. */
  readonly firstContentMs?: Milliseconds
  /** Between two pieces; 60 s. */
  readonly idleMs?: Milliseconds
  /** From its start to its end; 600 s. */
  readonly totalMs?: Milliseconds
}
