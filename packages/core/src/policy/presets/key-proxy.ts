import { hours, minutes, seconds } from '../../words/time.js'
import { flat, ofClasses, ofStatuses, type Preset, plenty, preset } from './preset.js'

/**
 * Rotates as LLM-API-Key-Proxy does: a key and model for its 429 for 1 min, a refused key for 5 min, 30 s for whatever
 * passes and is no better at the second try; a stated time under 10 s is waited for on the same key, within 30 s for the
 * whole request. Its `MODEL_FALLBACK_GROUPS` are `groups`: see `groupsFromJson`.
 *
 * @example
 * ```ts
 * import { definePolicy, groupsFromJson, keyProxy } from '@router/core'
 * const { groups } = groupsFromJson('[["gemini/pro", "openrouter/google/pro"]]')
 * const policy = definePolicy({ ...keyProxy, providers: { gemini: { credentials: ['a', 'b'] }, openrouter: {} }, groups })
 * console.log(policy.budget.deadlineMs, policy.models.get('gemini/pro')?.size) // → 30000 3
 * ```
 */
export const keyProxy: Preset = /* @__PURE__ */ preset(() => {
  return {
    effects: {
      'rate-limited': { cooldown: flat(minutes(1)) },
      'quota-exhausted': { cooldown: flat(minutes(1)) },
      'auth-invalid': { cooldown: flat(minutes(5)) },
      'permission-denied': { cooldown: { firstMs: seconds(10), factor: 3, capMs: minutes(5) } },
      ...ofClasses({ sameTargetRetries: 1, cooldown: { ...flat(seconds(30)), fromIncident: 2 } }),
    },
    rules: [
      { match: ['resource_exhausted', 'RESOURCE_EXHAUSTED'], class: 'quota-exhausted', scope: 'target' },
      { status: 429, match: ['quota', 'Quota', 'usage_limit'], class: 'quota-exhausted', scope: 'target' },
      { match: ['"rate_limit"'], class: 'rate-limited', scope: 'target' },
      { status: 429, class: 'rate-limited', scope: 'target' },
      ...ofStatuses([500, 503], {
        match: ['MODEL_CAPACITY_EXHAUSTED', 'model_capacity_exhausted', 'model capacity', 'capacity exhausted'],
        class: 'overloaded',
        scope: 'model',
      }),
      ...ofStatuses([403, 500, 502, 503, 504, 529], { scope: 'target' }),
    ],
    budget: { deadlineMs: seconds(30) },
    patience: { totalMs: seconds(30), sameTargetMs: seconds(10) - 1 },
    whenAllCooling: 'wait',
    retryTokens: plenty,
    probe: { fromMs: hours(24), trustMs: hours(24) },
  }
})
