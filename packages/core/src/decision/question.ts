import type { Policy } from '../policy/policy.js'
import type { Snapshot } from '../snapshot/snapshot.js'
import type { TargetId } from '../words/names.js'
import type { RouteRequest } from '../words/route-request.js'
import type { Instant, Milliseconds } from '../words/time.js'

/** All that a decision may depend on. */
export interface Question {
  readonly policy: Policy
  readonly snapshot: Snapshot
  readonly request: RouteRequest
  readonly now: Instant
  /** The name whose pool is asked: the request's, or the alias with a larger context. */
  readonly name: string
  readonly tried: ReadonlySet<TargetId>
  /** How long it may still wait. */
  readonly patienceMs: Milliseconds
  readonly deadlineAt: Instant | undefined
  /** Whether attempts have been made: a request's first one is never refused for want of a retry token. */
  readonly attempted: boolean
}

/** By when a request must be served, as it says or as the policy does, whichever is sooner. */
export function deadlineOf(policy: Policy, request: RouteRequest, now: Instant): Instant | undefined {
  const byBudget = now + (policy.budget.deadlineMs ?? Number.POSITIVE_INFINITY)
  const deadlineAt = Math.min(request.deadlineAt ?? byBudget, byBudget)
  return Number.isFinite(deadlineAt) ? deadlineAt : undefined
}

/** The question of a request that has not begun, or that somebody else has begun: `request.tried` counts (design §4). */
export function questionOf(policy: Policy, snapshot: Snapshot, request: RouteRequest, now: Instant): Question {
  return {
    policy,
    snapshot,
    request,
    now,
    name: request.model,
    tried: new Set(request.tried),
    patienceMs: policy.patience.totalMs,
    attempted: (request.tried?.length ?? 0) > 0,
    deadlineAt: deadlineOf(policy, request, now),
  }
}
