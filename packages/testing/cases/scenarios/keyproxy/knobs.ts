import {
  type AttemptFailed,
  type CooldownLadder,
  classify,
  type FailureClass,
  keyProxy,
  openCodeReview,
  type PolicyInput,
  type Rule,
} from '@router/core'
import { compile } from '../compile.js'
import { onlyFields, unmapped } from '../unmapped.js'
import type { Given, Knobs, ProviderCooldown } from './case.js'
import { groupEffects } from './group-effects.js'

type Effects = NonNullable<PolicyInput['effects']>

/** The preset of a profile with the knobs that a case turns. */
export interface Turned {
  readonly input: Omit<PolicyInput, 'providers' | 'aliases' | 'groups'>
  readonly judge: Rule
}

/** A routing of one kind or the other. */
export const isReview = ({ profile }: Given): boolean => profile.startsWith('ocr')

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

/** Turns the knobs, for a request of so many targets. */
export function turned(given: Given, size: number, stream: boolean): Turned {
  const policy = given.policy ?? {}
  onlyFields(policy, knobs, 'the policy')
  const preset = isReview(given) ? openCodeReview : keyProxy
  const own = { ...preset.effects, ...(isReview(given) ? reviewEffects(policy, size) : proxyEffects(policy)) }
  const effects: Effects = { ...own, ...groupEffects(given, stream, own) }
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
    patience: patienceOf(policy, preset.patience),
    maxCooldownMs: ceilingMs ?? 24 * 3_600_000,
    probe: { fromMs: 24 * 3_600_000, trustMs: 24 * 3_600_000 },
  }
  return { input, judge: judgeOf(given, input) }
}

const ignoresHints = ({ retry_after }: Knobs): boolean => retry_after === 'ignore'

function patienceOf(
  { small_retry_after_ms: small, in_target_attempts: attempts }: Knobs,
  stated: PolicyInput['patience'] = {},
): NonNullable<PolicyInput['patience']> {
  if (attempts === 1) return { ...stated, sameTargetMs: 0 }
  // The threshold itself is not small any more.
  return small === undefined ? stated : { ...stated, sameTargetMs: Math.max(0, small - 1) }
}

const flat = (ms: number): CooldownLadder => ({ firstMs: ms, factor: 1, capMs: ms })

const passing: readonly FailureClass[] = [
  'overloaded',
  'server-error',
  'gateway-error',
  'timeout',
  'network-error',
  'stream-broken',
]

/** A pool of one is a plain client: nobody is parked. */
function reviewEffects({ cooldown_ms: ms }: Knobs, size: number): Effects {
  const cooldown = size === 1 ? 'none' : ms === undefined ? undefined : flat(ms)
  if (cooldown === undefined) return {}
  const parked = Object.entries(openCodeReview.effects ?? {}).map(([each, effect]) => [each, { ...effect, cooldown }])
  return Object.fromEntries(parked)
}

function proxyEffects(policy: Knobs): Effects {
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

/** What plain rules cannot say: nobody wider than a target is blamed for what has no status, and hints that do not count. */
function judgeOf(given: Given, input: Turned['input']): Rule {
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

type Judged = NonNullable<ReturnType<Rule>>

/** Whatever passes is the provider's; a small stated time is nobody's. */
function ofProvider(failure: Judged, { min_ms: min = 10_000 }: ProviderCooldown): Judged {
  const passes = passing.includes(failure.class) && failure.scope === 'target'
  const isRate = failure.class === 'rate-limited'
  if (!passes && !isRate) return failure
  if (failure.retryAfterMs === undefined)
    return passes ? { ...failure, class: 'server-error', scope: 'provider' } : failure
  if (failure.retryAfterMs < min) return { ...failure, effect: { ...failure.effect, cooldown: 'none' } }
  return { ...failure, scope: 'provider' }
}

/** Steps of any length are no ladder of ours: from the third on they may differ. */
export function refuseSteps(given: Given, { class: kind, level }: AttemptFailed): void {
  const [first = 10_000, second = 30_000, third = 60_000] = given.policy?.backoff_ms ?? []
  if (!isReview(given) && kind === 'permission-denied' && level > 2 && third !== (second * second) / first)
    unmapped('a ladder whose steps do not grow by one factor')
}

/** Levels fall by proof only: failures that a window has forgotten count here. */
export function refuseWindow({ policy }: Given, failedAt: number | undefined, now: number): void {
  const window = policy?.provider_cooldown?.backoff_window_ms
  if (window !== undefined && failedAt !== undefined && now - failedAt > window)
    unmapped('a window after which failures are forgotten: levels fall by proof only')
}
