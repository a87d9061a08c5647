import type { Reply } from '../words/reply.js'
import type { Operation } from '../words/route-request.js'
import type { Scope } from '../words/scope.js'
import type { Target } from '../words/target.js'
import type { Instant, Milliseconds } from '../words/time.js'
import type { Effect } from './effect.js'
import type { FailureClass } from './failure-class.js'

/** The classification of one reply: what it is, whom it blames, and how long it asks us to stay away. */
export interface Failure {
  readonly class: FailureClass
  /** What the reply blames: what it names, or else the default of its class (rule 15). */
  readonly scope: Scope
  /** The retry time that the reply states; absent: it states none (rule 16). */
  readonly retryAfterMs?: Milliseconds
  /** Which rule judged, for `explain` and logs: `rule rules[0]` of the operator, or a table and what it found. Never the reply's own words. */
  readonly rule: string
  /** Where the class alone does not decide what follows: what differs from the policy's effect of the class. */
  readonly effect?: Partial<Effect>
}

/** What a rule may know besides the reply. */
export interface RuleContext {
  readonly target: Target
  readonly operation?: Operation
  readonly now: Instant
}

/** Judges a reply, or leaves it to the next rule by returning nothing (rule 13). */
export type Rule = (reply: Reply, context: RuleContext) => Failure | undefined
