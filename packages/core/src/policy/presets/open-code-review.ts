import { failureClasses } from '../../failure/failure-class.js'
import { seconds } from '../../words/time.js'
import { flat, ofClasses, ofStatuses, type Preset, plenty, preset } from './preset.js'

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
  return {
    // Whoever cancels is obeyed.
    effects: {
      ...ofClasses({ next: 'failover', sameTargetRetries: 0, cooldown: flat(seconds(30)) }, failureClasses),
      cancelled: {},
    },
    rules: [
      ...ofStatuses([400, 413, 422], { action: 'stop' }),
      ...ofStatuses([401, 402, 403, 404, 405, 409, 418, 429, 500, 501, 502, 503, 504, 529], { scope: 'target' }),
    ],
    patience: { totalMs: 0 },
    whenAllCooling: 'try-soonest',
    retryTokens: plenty,
    maxCooldownMs: seconds(30),
  }
})
