import type { Policy } from '../policy/policy.js'
import type { Snapshot } from '../snapshot/snapshot.js'
import type { RouteRequest } from '../words/route-request.js'
import type { Instant } from '../words/time.js'
import type { ExplainedCandidate, Explanation, Narrowing } from './explanation.js'
import { decide } from './funnel.js'
import { questionOf } from './question.js'

/**
 * What `select` decides, and why: the same funnel with a notebook, so it can never tell another story (rule 12).
 *
 * @example
 * ```ts
 * import { definePolicy, emptySnapshot, explain } from '@router/core'
 * const policy = definePolicy({
 *   providers: { openai: {} },
 *   aliases: { fast: { targets: ['openai/a', { provider: 'openai', model: 'b', weight: 0 }] } },
 * })
 * const { tiers } = explain(policy, emptySnapshot, { id: 'r1', model: 'fast' }, 0)
 * console.log(tiers[0]?.candidates.map(({ target, eligible }) => `${target} ${eligible}`).join(', ')) // → openai/default/a true, openai/default/b false
 * ```
 */
export function explain(policy: Policy, snapshot: Snapshot, request: RouteRequest, now: Instant): Explanation {
  const tiers: { candidates: ExplainedCandidate[]; narrowed: Narrowing[] }[] = []
  let current = { candidates: [] as ExplainedCandidate[], narrowed: [] as Narrowing[] }
  const decision = decide(questionOf(policy, snapshot, request, now), {
    tier() {
      current = { candidates: [], narrowed: [] }
      tiers.push(current)
    },
    excluded({ target }, first, others) {
      current.candidates.push({ target: target.id, eligible: false, ...first, others })
    },
    eligible({ target }) {
      current.candidates.push({ target: target.id, eligible: true })
    },
    narrowed({ name: by, drawnFrom }, kept, context) {
      const draw = drawnFrom === undefined ? {} : { draw: drawnFrom(context) }
      current.narrowed.push({ by, kept: kept.map(({ target }) => target.id), ...draw })
    },
  })
  return { decision, name: request.model, at: now, tiers }
}
