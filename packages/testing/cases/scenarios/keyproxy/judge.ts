import { classify, type Failure, type PolicyInput, type Rule } from '@router/core'
import { compile } from '../compile.js'
import type { Given, Knobs, ProviderCooldown } from './case.js'
import { passing } from './effects.js'

/** What plain rules cannot say: nobody wider than a target is blamed for what has no status, and hints that do not count. */
export function judgeOf(given: Given, input: Pick<PolicyInput, 'rules' | 'effects'>): Rule {
  const rules = compile({ providers: {}, rules: input.rules ?? [] }).rules
  const policy = given.policy ?? {}
  return (reply, context) => {
    const failure = classify({ rules, statedEffects: input.effects ?? {} }, reply, context)
    if (failure === undefined) return undefined
    const { retryAfterMs, ...rest } = failure
    const heard = ignoresHints(policy) || retryAfterMs === undefined ? rest : failure
    const narrowed = heard.scope === 'provider' ? { ...heard, scope: 'target' as const } : heard
    return policy.provider_cooldown === undefined ? narrowed : ofProvider(narrowed, policy.provider_cooldown)
  }
}

/** Are cooldowns flat, whatever a reply states? */
export const ignoresHints = ({ retry_after }: Knobs): boolean => retry_after === 'ignore'

/** Whatever passes is the provider's; a small stated time is nobody's. */
function ofProvider(failure: Failure, { min_ms: min = 10_000 }: ProviderCooldown): Failure {
  const passes = passing.includes(failure.class) && failure.scope === 'target'
  const isRate = failure.class === 'rate-limited'
  if (!passes && !isRate) return failure
  if (failure.retryAfterMs === undefined)
    return passes ? { ...failure, class: 'server-error', scope: 'provider' } : failure
  if (failure.retryAfterMs < min) return { ...failure, effect: { ...failure.effect, cooldown: 'none' } }
  return { ...failure, scope: 'provider' }
}
