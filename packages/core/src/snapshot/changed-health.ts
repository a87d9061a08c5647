import { eachDifference, withValue } from '../lib/persistent-map.js'
import { emptyHealth, type Health } from './health.js'

/**
 * The part of `after` that `before` did not say: what a store publishes. Whoever knew `before` and merges it knows
 * `after`, and so does everybody else in time. Costs what has changed, not what is known.
 *
 * @example
 * ```ts
 * import { changedHealth, definePolicy, emptySnapshot, healthOf, reduce, toJson } from '@router/core'
 * const policy = definePolicy({ providers: { openai: { models: ['gpt-4o'] }, groq: {} } })
 * const [target] = policy.targets.values()
 * const before = reduce(policy, emptySnapshot, { type: 'scope-suspended', at: 0, key: target!.scopes.provider })
 * const after = reduce(policy, before, { type: 'scope-suspended', at: 1, key: target!.scopes.model })
 * const { entries } = toJson(changedHealth(healthOf(before), healthOf(after)))
 * console.log(entries.map(([scope]) => scope).join()) // → model:openai/gpt-4o
 * ```
 */
export function changedHealth(before: Health, after: Health): Health {
  let { held, proofs } = emptyHealth
  eachDifference(before.held, after.held, (key, _, now) => {
    if (now !== undefined) held = withValue(held, key, now)
  })
  eachDifference(before.proofs, after.proofs, (key, _, now) => {
    if (now !== undefined) proofs = withValue(proofs, key, now)
  })
  return held.size + proofs.size === 0 ? emptyHealth : { held, proofs }
}
