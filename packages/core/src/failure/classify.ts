import { firstOf } from '../lib/first-of.js'
import type { Reply } from '../words/reply.js'
import { builtInJudgement } from './built-in.js'
import type { Effect } from './effect.js'
import type { Failure, Rule, RuleContext } from './failure.js'
import type { FailureClass } from './failure-class.js'

/** The part of a policy that judging needs. */
export interface JudgingPolicy {
  readonly rules: readonly Rule[]
  /** What the operator said about the effects of a class: it outranks what a table adds to the class. */
  readonly statedEffects?: Partial<Readonly<Record<FailureClass, Partial<Effect>>>>
}

/**
 * What a reply is, whom it blames and how long it asks us to stay away; `undefined`: it is a success. The first rule
 * that matches judges: the policy's own, then the vendor's table, then what any vendor means, then the bare status
 * (rule 13). Total and linear: a rule that throws has no opinion, and at most 64 KiB are looked at.
 *
 * @example
 * ```ts
 * import { classify, definePolicy } from '@router/core'
 * const policy = definePolicy({ providers: { openai: { models: ['gpt-4o'] } } })
 * const [target] = policy.targets.values()
 * const reply = { type: 'response', status: 429, headers: { 'retry-after': '7' }, body: '' } as const
 * const failure = classify(policy, reply, { target: target!, now: 0 })
 * console.log(failure?.class, failure?.scope, failure?.retryAfterMs) // → rate-limited target 7000
 * ```
 */
export function classify(policy: JudgingPolicy, reply: Reply, context: RuleContext): Failure | undefined {
  const own = firstOf(policy.rules, (rule) => opinionOf(rule, reply, context))
  if (own !== undefined) return own
  const failure = builtInJudgement(reply, context)
  return failure && outranked(failure, policy.statedEffects?.[failure.class])
}

/** What a table adds to a class gives way to what the operator said about it. */
const outranked = (failure: Failure, stated: Partial<Effect> | undefined): Failure =>
  failure.effect === undefined || stated === undefined
    ? failure
    : { ...failure, effect: { ...failure.effect, ...stated } }

function opinionOf(rule: Rule, reply: Reply, context: RuleContext): Failure | undefined {
  try {
    return rule(reply, context)
  } catch {
    return undefined
  }
}
