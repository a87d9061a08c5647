import type { Policy } from '../policy/policy.js'
import type { Snapshot } from '../snapshot/snapshot.js'
import type { TargetId } from '../words/names.js'
import type { RouteRequest } from '../words/route-request.js'
import type { Instant } from '../words/time.js'
import type { ExplainedCandidate, Explanation } from './explanation.js'
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
 * console.log(tiers[0]?.candidates.map(({ target, eligible }) => `${target} ${eligible}`).join(', ')) // → openai/default/b false, openai/default/a true
 * ```
 */
export function explain(policy: Policy, snapshot: Snapshot, request: RouteRequest, now: Instant): Explanation {
  const tiers: { candidates: ExplainedCandidate[]; narrowed: { by: string; kept: readonly TargetId[] }[] }[] = []
  const tierAt = (index: number) => {
    tiers[index] ??= { candidates: [], narrowed: [] }
    return tiers[index]
  }
  const decision = decide(questionOf(policy, snapshot, request, now), {
    excluded: (tier, { target }, by, exclusion) =>
      tierAt(tier).candidates.push({ target: target.id, eligible: false, by, exclusion }),
    eligible: (tier, candidates) =>
      tierAt(tier).candidates.push(...candidates.map(({ target }) => ({ target: target.id, eligible: true }) as const)),
    narrowed: (by, kept) => tiers.at(-1)?.narrowed.push({ by, kept: kept.map(({ target }) => target.id) }),
  })
  return { decision, name: request.model, at: now, tiers }
}
