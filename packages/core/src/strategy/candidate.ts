import type { Cooling } from '../snapshot/held.js'
import type { ScopeName } from '../words/names.js'
import type { BlamedScope } from '../words/scope.js'
import type { Instant, Milliseconds } from '../words/time.js'
import type { Member } from './member.js'

/** A target, and what is known of it at one moment: what requirements and preferences see. */
export interface Candidate extends Omit<Member, 'scopes'> {
  /** The cooldown that keeps it out longest, if any is open. */
  readonly cooling?: ScopedCooling | undefined
  /** The trial that keeps it out longest, if any of its scopes is being tried by somebody else after a cooldown. */
  readonly probing?: ScopedCooling | undefined
  /** The suspension of the narrowest of its scopes that is suspended, if any. */
  readonly suspension?: Suspension | undefined
  /** Attempts under way at the target, and at its credential as a whole. */
  readonly inFlight: number
  readonly credentialInFlight: number
  /** The sequence number of its latest pick under this name, and under any; 0: never (rule 10). */
  readonly turn: number
  readonly lastPick: number
  /** When its next turn under this name is due, in the virtual time of `weighted`. */
  readonly dueAt: number
  /** How long it took to its first content, as a moving average; absent: not measured lately. */
  readonly latencyMs?: Milliseconds | undefined
}

/** An open cooldown, or the trial after one with its own end, and the scope it lies on. */
export interface ScopedCooling extends Cooling {
  readonly scope: BlamedScope
  readonly key: ScopeName
}

/** A scope that is out of use until an event. */
export interface Suspension {
  readonly scope: BlamedScope
  readonly key: ScopeName
  readonly since: Instant
  readonly reason?: string
}
