import type { Effect } from '../../failure/effect.js'
import { seconds } from '../../words/time.js'
import { flat, ofPassing, ofStatuses, type Preset, plenty, preset } from './preset.js'

/**
 * Fails over as open-code-review's model pool does: 400, 413 and 422 stop, everything else parks its target for 30 s and
 * goes on; a stated time is never believed for longer. When all are parked they are tried all the same. The order is the
 * alias's, with the strategy `fill-first`.
 *
 * @example
 * ```ts
 * import { definePolicy, openCodeReview } from '@router/core'
 * const policy = definePolicy({
 *   ...openCodeReview,
 *   providers: { openai: {}, groq: {} },
 *   aliases: { review: { targets: ['openai/gpt-4o', 'groq/llama-3.3-70b'], strategy: 'fill-first' } },
 * })
 * console.log(policy.whenAllCooling, policy.maxCooldownMs) // → try-soonest 30000
 * ```
 */
export const openCodeReview: Preset = /* @__PURE__ */ preset(() => {
  const parked: Partial<Effect> = { sameTargetRetries: 0, cooldown: flat(seconds(30)) }
  return {
    effects: {
      'rate-limited': parked,
      'quota-exhausted': parked,
      'auth-invalid': parked,
      'permission-denied': parked,
      'model-unsupported': parked,
      ...ofPassing(parked),
    },
    rules: [
      ...ofStatuses([400, 413, 422], { action: 'stop' }),
      { status: 409, class: 'server-error' },
      ...ofStatuses([401, 402, 403, 404, 405, 429, 500, 501, 502, 503, 504, 529], { scope: 'target' }),
    ],
    patience: { totalMs: 0 },
    whenAllCooling: 'try-soonest',
    retryTokens: plenty,
    maxCooldownMs: seconds(30),
  }
})
