import type { Scope } from '../words/scope.js'
import type { FailureClass } from './failure-class.js'

/**
 * What may follow where the class alone does not decide: the model is `gone` and cools for 12 hours, the request may
 * succeed `elsewhere`, or the same target is asked `again`.
 */
export type SpecialEffect = 'gone' | 'elsewhere' | 'again'

/** What a reply is; then whom it blames, if not the default of the class; then what follows, if the class does not decide. */
export type Verdict = FailureClass | `${FailureClass} ${Scope}` | `${FailureClass} ${Scope} ${SpecialEffect}`

/**
 * One line of a table: conditions, which must all hold, and the verdict. In a condition `|` separates what is as good
 * as each other.
 *
 * - `400|500-599`: the status is one of these; 0 is an error inside a success that names no status.
 * - `#1113|slow_down`: one of these is a machine word of the reply, compared by letters and digits alone; `#operation count`:
 *   that was asked.
 * - `@none`, `@short`, `@long`: the reply states no retry time, one of less than an hour, or a longer one.
 * - `throttl|rate limit`, `model … gone`, `key ~ bad`: what the reply says has these words (see `phraseFinder`).
 * - `!` and one of these: it does not hold.
 */
export type Row = readonly [...conditions: string[], verdict: Verdict]

/** How one vendor says what is wrong. The first row that matches judges (rule 13). */
export interface Table {
  /** Every name that it goes by, the first of them for logs: `anthropic|claude`. */
  readonly name: string
  readonly rows: readonly Row[]
  /** Whom this vendor means when a reply names nobody, where that differs from the default of the class (rule 15). */
  readonly scopes?: Partial<Readonly<Record<FailureClass, Scope>>>
  /** Words that say the failure is that of somebody behind this vendor: then all its credentials share it, and the model is blamed. */
  readonly relays?: string
}
