import { hours, minutes, seconds } from '../../words/time.js'
import { flat, ofClasses, ofStatuses, type Preset, plenty, preset } from './preset.js'

/**
 * Cools as CLIProxyAPI does, always one model behind one key: 1 s doubling to 30 min for a 429, 12 h for a model it
 * lacks, 1 min for whatever passes but a timeout; stated times are believed without bound. Nobody who cools is asked,
 * and nobody is waited for unless `patience` says so. Its `request-retry` rounds are `budget.attempts` and
 * `patience.totalMs`.
 *
 * @example
 * ```ts
 * import { cliproxy, definePolicy } from '@router/core'
 * const policy = definePolicy({ ...cliproxy, providers: { claude: { credentials: ['a', 'b'], models: ['sonnet'] } } })
 * console.log(policy.whenAllCooling, policy.effects['server-error'].cooldown) // → wait { firstMs: 60000, factor: 1, capMs: 60000 }
 * ```
 */
export const cliproxy: Preset = /* @__PURE__ */ preset(() => {
  const year = hours(24 * 365)
  const passing = [405, 408, 418, 425, 500, 501, 502, 503, 504, 529]
  return {
    effects: {
      'quota-exhausted': { cooldown: flat(minutes(30)) },
      'model-unsupported': { cooldown: flat(hours(12)) },
      ...ofClasses({ sameTargetRetries: 0, cooldown: flat(minutes(1)) }),
      overloaded: { cooldown: flat(seconds(10)) },
      timeout: { cooldown: 'none' },
    },
    rules: [
      {
        match: [
          'cf-mitigated',
          'challenge-platform',
          'cloudflare challenge',
          'Cloudflare Ray ID',
          '| Cloudflare',
          '>cloudflare<',
        ],
        class: 'overloaded',
        scope: 'target',
      },
      { status: 400, match: ['invalid_grant'], class: 'auth-invalid', scope: 'target' },
      { status: 429, class: 'rate-limited', scope: 'target' },
      ...ofStatuses(passing, {
        match: [
          '"invalid_',
          '"unsupported_value"',
          '"bad_request_error"',
          '"previous_response_not_found"',
          '"context_length_exceeded"',
          '"string_above_max_length"',
          '"message_too_big"',
          '"cyber_policy"',
          'not persisted',
        ],
        class: 'invalid-request',
      }),
      ...ofStatuses(passing, { class: 'server-error', scope: 'target' }),
      ...ofStatuses([400, 422], {
        match: ['model is not supported', 'not available for your plan', 'not available for your account'],
        class: 'model-unsupported',
        scope: 'target',
      }),
      ...ofStatuses([401, 402, 403, 404], { scope: 'target' }),
    ],
    patience: { totalMs: 0 },
    whenAllCooling: 'wait',
    retryTokens: plenty,
    probe: { fromMs: year, trustMs: year },
    maxCooldownMs: year,
  }
})
