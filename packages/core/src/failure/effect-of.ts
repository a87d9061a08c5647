import type { Effect } from './effect.js'
import type { Failure } from './failure.js'
import type { FailureClass } from './failure-class.js'

/** What follows from a failure under a policy: the effect of its class, with what the failure itself changes. */
export function effectOf(
  policy: { readonly effects: Readonly<Record<FailureClass, Effect>> },
  failure: Failure,
): Effect {
  const effect = policy.effects[failure.class]
  return failure.effect === undefined ? effect : { ...effect, ...failure.effect }
}
