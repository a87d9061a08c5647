import type { Json } from './json.js'
import type { CredentialId, ProviderId, TargetId } from './names.js'
import type { Dialect, Operation } from './route-request.js'
import type { ScopeNames } from './scope.js'

/** One model behind one credential at one provider. */
export interface Target {
  readonly id: TargetId
  readonly provider: ProviderId
  readonly credential: CredentialId
  /** The upstream's exact model name: this, never an alias, is what goes upstream (rule 1). */
  readonly model: string
  /** Whose error table reads its replies. */
  readonly vendor: string
  /** Which wire format it speaks. */
  readonly dialect: Dialect
  /** What its failures are blamed on, by name. */
  readonly scopes: ScopeNames
  /** May its credential be refreshed once after a 401? */
  readonly refreshable: boolean
  /** No failure of its attempts takes anything out of use, because the operator says so. */
  readonly cooldowns?: false
  /** Attempts at one time that its credential allows; absent: no limit. */
  readonly maxInFlight?: number
  /** The size of its context window in tokens; absent: unknown. */
  readonly contextTokens?: number
  /** The operations it offers; absent: all. */
  readonly operations?: readonly Operation[]
  /** What it can do, in the operator's own words, matched against a request's `needs`; absent: unknown, so everything. */
  readonly capabilities?: readonly string[]
  /** Anything a custom strategy wants to read. */
  readonly labels: Readonly<Record<string, Json>>
}
