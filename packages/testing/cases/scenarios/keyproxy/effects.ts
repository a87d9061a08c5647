import { type CooldownLadder, type FailureClass, keyProxy, openCodeReview, type PolicyInput } from '@router/core'
import type { Knobs, ProviderCooldown } from './case.js'

type Effects = NonNullable<PolicyInput['effects']>

const flat = (ms: number): CooldownLadder => ({ firstMs: ms, factor: 1, capMs: ms })

export const passing: readonly FailureClass[] = [
  'overloaded',
  'server-error',
  'gateway-error',
  'timeout',
  'network-error',
  'stream-broken',
]

/** A pool of one is a plain client: nobody is parked. */
export function reviewEffects({ cooldown_ms: ms }: Knobs, size: number): Effects {
  const cooldown = size === 1 ? 'none' : ms === undefined ? undefined : flat(ms)
  if (cooldown === undefined) return {}
  const parked = Object.entries(openCodeReview.effects ?? {}).map(([each, effect]) => [each, { ...effect, cooldown }])
  return Object.fromEntries(parked)
}

export function proxyEffects(policy: Knobs): Effects {
  const { rate_limit_default_ms: rate, auth_lockout_ms: auth, in_target_attempts: attempts, provider_cooldown } = policy
  return {
    ...(rate === undefined
      ? {}
      : { 'rate-limited': { cooldown: flat(rate) }, 'quota-exhausted': { cooldown: flat(rate) } }),
    ...(auth === undefined ? {} : { 'auth-invalid': { cooldown: flat(auth) } }),
    ...backoff(policy),
    ...Object.fromEntries(
      passing.map((each) => {
        const known = keyProxy.effects?.[each]
        const cooldown =
          provider_cooldown === undefined ? transientLadder(policy) : providerLadder(provider_cooldown, each)
        return [each, { ...known, cooldown, ...(attempts === undefined ? {} : { sameTargetRetries: attempts - 1 }) }]
      }),
    ),
  }
}

/** The first attempt that does not help cools, and those before it do not. */
const transientLadder = ({ transient_ms: ms = 30_000, in_target_attempts: attempts = 2 }: Knobs): CooldownLadder => ({
  ...flat(ms),
  fromIncident: attempts,
})

/** A model at capacity cools at once; other failures only where they come in numbers. */
function providerLadder(
  { default_ms = 30_000, backoff_base_ms = 30_000, backoff_max_ms = 300_000, backoff_threshold = 3 }: ProviderCooldown,
  each: FailureClass,
): CooldownLadder {
  if (each === 'overloaded') return flat(default_ms)
  return { firstMs: backoff_base_ms, factor: 2, capMs: backoff_max_ms, fromIncident: backoff_threshold }
}

/** The ladder that the first two steps begin. */
function backoff({ backoff_ms: steps = [], backoff_max_ms: capMs }: Knobs): Effects {
  const [firstMs, second = firstMs] = steps
  if (firstMs === undefined || second === undefined) return {}
  const factor = second / firstMs
  return { 'permission-denied': { cooldown: { firstMs, factor, capMs: capMs ?? Math.max(...steps) } } }
}
