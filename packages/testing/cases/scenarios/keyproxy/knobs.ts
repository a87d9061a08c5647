import { keyProxy, openCodeReview, type PolicyInput, type Rule } from '@router/core'
import { onlyFields } from '../unmapped.js'
import { type Given, isReview, type Knobs } from './case.js'
import { proxyEffects, reviewEffects } from './effects.js'
import { groupEffects } from './group-effects.js'
import { ignoresHints, judgeOf } from './judge.js'

/** The preset of a profile with the knobs that a case turns. */
export interface Turned {
  readonly input: Omit<PolicyInput, 'providers' | 'aliases' | 'groups'>
  readonly judge: Rule
}

const knobs: readonly (keyof Knobs)[] = [
  'cooldown_ms',
  'retry_after',
  'in_target_attempts',
  'small_retry_after_ms',
  'transient_delay_ms',
  'transient_jitter_ms',
  'transient_ms',
  'rate_limit_default_ms',
  'auth_lockout_ms',
  'backoff_ms',
  'backoff_max_ms',
  'max_retry_after_ms',
  'call_timeout_ms',
  'required_priority',
  'max_concurrent_per_key',
  'on_exhausted',
  'sticky_ttl_ms',
  'provider_cooldown',
]

/** Turns the knobs, for a request of so many targets that may wait for as long as it may last. */
export function turned(given: Given, size: number, stream: boolean, lastsMs?: number | null): Turned {
  const policy = given.policy ?? {}
  onlyFields(policy, knobs, 'the policy')
  const preset = isReview(given) ? openCodeReview : keyProxy
  const own = { ...preset.effects, ...(isReview(given) ? reviewEffects(policy, size) : proxyEffects(policy)) }
  const effects = { ...own, ...groupEffects(given, stream, own) }
  const ceilingMs =
    policy.max_retry_after_ms ?? (isReview(given) && ignoresHints(policy) ? policy.cooldown_ms : undefined)
  const { deadlineMs: _, ...budget } = preset.budget ?? {}
  const input = {
    ...preset,
    effects,
    budget: {
      ...budget,
      ...(policy.call_timeout_ms === undefined ? {} : { deadlineMs: policy.call_timeout_ms }),
      ...(policy.on_exhausted === 'wait' ? { attempts: 10 * Math.max(1, size) } : {}),
    },
    patience: patienceOf(
      policy,
      isReview(given) || lastsMs == null ? preset.patience : { ...preset.patience, totalMs: lastsMs },
    ),
    maxCooldownMs: ceilingMs ?? 24 * 3_600_000,
    probe: { fromMs: 24 * 3_600_000, trustMs: 24 * 3_600_000 },
  }
  return { input, judge: judgeOf(given, input) }
}

function patienceOf(
  { small_retry_after_ms: small, in_target_attempts: attempts }: Knobs,
  stated: PolicyInput['patience'] = {},
): NonNullable<PolicyInput['patience']> {
  if (attempts === 1) return { ...stated, sameTargetMs: 0 }
  // The threshold itself is not small any more.
  return small === undefined ? stated : { ...stated, sameTargetMs: Math.max(0, small - 1) }
}
