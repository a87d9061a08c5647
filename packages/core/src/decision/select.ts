import type { Policy } from '../policy/policy.js'
import type { Snapshot } from '../snapshot/snapshot.js'
import type { RouteRequest } from '../words/route-request.js'
import type { Instant } from '../words/time.js'
import type { Decision } from './decision.js'
import { decide } from './funnel.js'
import { questionOf } from './question.js'

/**
 * Who should serve this request now. Total, deterministic, and writes nothing: selecting twice is selecting once (rule 12).
 *
 * @example
 * ```ts
 * import { definePolicy, emptySnapshot, select } from '@router/core'
 * const policy = definePolicy({
 *   providers: { openai: {}, groq: {} },
 *   aliases: { fast: { targets: ['openai/gpt-4o-mini', 'groq/llama-3.3-70b'], strategy: 'fill-first' } },
 * })
 * const decision = select(policy, emptySnapshot, { id: 'r1', model: ' FAST ' }, 0)
 * if (decision.type === 'use') console.log(decision.target.id) // → openai/default/gpt-4o-mini
 * ```
 */
export function select(policy: Policy, snapshot: Snapshot, request: RouteRequest, now: Instant): Decision {
  return decide(questionOf(policy, snapshot, request, now))
}
