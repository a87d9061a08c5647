import type { Refusal } from '../strategy/requirements.js'
import type { TargetId } from '../words/names.js'
import type { Explanation, Narrowing } from './explanation.js'

/** Why a target was not the one. */
export type WhyNot =
  /** It was. */
  | { readonly type: 'used' }
  /** It does not stand behind the name that was asked for. */
  | { readonly type: 'unknown' }
  /** Requirements refuse it: the first is the reason, the others would refuse it, too. */
  | { readonly type: 'refused'; readonly refusals: readonly Refusal[] }
  /** It is eligible, and stands in a tier behind the one that serves. */
  | { readonly type: 'later-tier'; readonly tier: number; readonly serving: number }
  /** It is eligible, and a preference kept others. */
  | { readonly type: 'narrowed'; readonly narrowing: Narrowing }
  /** It is eligible and as good as the one that is used, which is declared before it. */
  | { readonly type: 'declared-later' }

/**
 * Why not this one? A look into an explanation; it decides nothing anew.
 *
 * @example
 * ```ts
 * import { definePolicy, emptySnapshot, explain, whyNot } from '@router/core'
 * const policy = definePolicy({
 *   providers: { openai: {}, groq: {} },
 *   aliases: { fast: { targets: ['openai/a', { provider: 'groq', model: 'b', tier: 1 }] } },
 * })
 * const explanation = explain(policy, emptySnapshot, { id: 'r1', model: 'fast' }, 0)
 * console.log(whyNot(explanation, 'groq/default/b').type) // → later-tier
 * ```
 */
export function whyNot({ decision, tiers }: Explanation, target: TargetId | string): WhyNot {
  if (decision.type === 'use' && decision.target.id === target) return { type: 'used' }
  const tier = tiers.findIndex(({ candidates }) => candidates.some((candidate) => candidate.target === target))
  const candidate = tiers[tier]?.candidates.find((each) => each.target === target)
  if (candidate === undefined) return { type: 'unknown' }
  if (!candidate.eligible) {
    const { by, exclusion, others } = candidate
    return { type: 'refused', refusals: [{ by, exclusion }, ...others] }
  }
  const serving = tiers.findIndex(({ candidates }) => candidates.some(({ eligible }) => eligible))
  if (tier > serving) return { type: 'later-tier', tier, serving }
  const narrowing = tiers[tier]?.narrowed.find(({ kept }) => !kept.includes(candidate.target))
  return narrowing === undefined ? { type: 'declared-later' } : { type: 'narrowed', narrowing }
}
