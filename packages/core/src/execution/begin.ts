import type { Writable } from 'type-fest'
import { deadlineOf } from '../decision/question.js'
import { defaultAttempts } from '../policy/defaults.js'
import type { Policy } from '../policy/policy.js'
import { resolve } from '../policy/resolve.js'
import type { Snapshot } from '../snapshot/snapshot.js'
import type { RouteRequest } from '../words/route-request.js'
import type { Instant } from '../words/time.js'
import { choose } from './choose.js'
import type { Execution } from './execution.js'
import type { Step } from './step.js'

/**
 * The first step of a request: an attempt, a wait, or a failure. Never throws.
 *
 * @example
 * ```ts
 * import { begin, definePolicy, emptySnapshot } from '@router/core'
 * const policy = definePolicy({ providers: { openai: { models: ['gpt-4o'] } } })
 * const { command } = begin(policy, emptySnapshot, { id: 'r1', model: 'gpt-4o' }, 0)
 * if (command.type === 'attempt') console.log(command.number, command.target.model) // → 1 gpt-4o
 * ```
 */
export function begin(policy: Policy, snapshot: Snapshot, request: RouteRequest, now: Instant): Step {
  const deadlineAt = deadlineOf(policy, request, now)
  const size = resolve(policy, request.model)?.size ?? 0
  const execution: Writable<Execution> = {
    request,
    name: request.model,
    beganAt: now,
    attempts: [],
    fresh: 0,
    freshLimit: policy.budget.attempts ?? Math.min(defaultAttempts, size),
    tried: request.tried ?? [],
    waitedFor: [],
    refreshed: [],
    waits: 0,
    waitedMs: 0,
    last: undefined,
    phase: { type: 'waiting', since: now, until: now },
    command: { type: 'wait', until: now },
  }
  if (deadlineAt !== undefined) execution.deadlineAt = deadlineAt
  return choose({ policy, snapshot, execution, events: [], now })
}
