import { coolingOf, probingOf, standingOf, suspensionOf } from '../decision/standing.js'
import type { Effect } from '../failure/effect.js'
import { effectOf } from '../failure/effect-of.js'
import type { Failure } from '../failure/failure.js'
import { assertNever } from '../lib/assert-never.js'
import { firstOf } from '../lib/first-of.js'
import { defaultAttempts } from '../policy/defaults.js'
import { resolve } from '../policy/resolve.js'
import { hashedScopes } from '../snapshot/hashed-scopes.js'
import { hasToken } from '../snapshot/retry-tokens.js'
import type { AttemptFailed } from '../snapshot/router-event.js'
import type { Reply } from '../words/reply.js'
import type { Target } from '../words/target.js'
import { choose, wait } from './choose.js'
import { giveUp } from './give-up.js'
import { end, hasCalls, hasTime, learn, type Progress } from './progress.js'
import type { Attempt } from './protocol.js'
import { stamp } from './stamp.js'
import { startAttempt } from './start-attempt.js'
import type { Step } from './step.js'

/** What follows when an attempt fails before the caller has been given anything (rules 14, 23–25, 29). */
export function afterFailure(
  progress: Progress,
  attempt: Attempt,
  target: Target,
  reply: Reply,
  failure: Failure,
): Step {
  const { policy, execution } = progress
  const { last: known } = execution
  const last = isUpstream(reply) || known === undefined || !isUpstream(known.reply) ? { reply, failure } : known
  const stamped = stamp(progress, attempt, failure)
  execution.last = last
  end(progress, attempt, 'failed', failure)

  const effect = effectOf(policy, failure)
  if (failure.class === 'auth-invalid' && effect.next === 'failover' && mayRefresh(progress, target)) {
    // Nobody is blamed yet: a stale secret says nothing about the credential until a fresh one is refused, too.
    learn(progress, withoutBlame(stamped))
    execution.refreshed = [...execution.refreshed, target.scopes.credential]
    return startAttempt(progress, { target, name: attempt.name, retry: true, spendsToken: false, refresh: true })
  }

  learn(progress, stamped)
  switch (effect.next) {
    case 'stop':
      return giveUp(progress, 'refused', { reply, failure })
    case 'larger-context':
      return enlarge(progress, attempt) ?? giveUp(progress, 'refused', { reply, failure })
    case 'failover':
      return retry(progress, attempt, target, effect) ?? waitForHint(progress, target, stamped) ?? choose(progress)
    default:
      return assertNever(effect.next)
  }
}

/** The same target at once, where its failure allows that and nothing cools it. */
function retry(progress: Progress, { name }: Attempt, target: Target, effect: Effect): Step | undefined {
  const { policy, execution } = progress
  const most = Math.min(effect.sameTargetRetries, policy.budget.sameTargetRetries ?? Number.POSITIVE_INFINITY)
  if (execution.attempts.filter((each) => each.retry && each.target === target.id).length >= most) return undefined
  return mayRetry(progress) && !isOut(progress, target) ? startRetry(progress, target, name) : undefined
}

/** The same target after its own hint, where the policy would rather wait so long than fail over (rule 25); once. */
function waitForHint(progress: Progress, target: Target, { retryAfterMs, until }: AttemptFailed): Step | undefined {
  const { policy, execution, now } = progress
  const { sameTargetMs, totalMs } = policy.patience
  // A hint of 0 is nothing to wait for: whoever refuses and says at once is no better than the others.
  if (!retryAfterMs || retryAfterMs > sameTargetMs || execution.waitedFor.includes(target.id)) return undefined
  const fits = until - now <= Math.min(sameTargetMs, totalMs - execution.waitedMs) && hasTime(progress, until)
  if (!fits || !mayRetry(progress)) return undefined
  execution.waitedFor = [...execution.waitedFor, target.id]
  return wait(progress, until, target.id)
}

/** The target again, which costs a retry token. */
export function startRetry(progress: Progress, target: Target, name: string): Step {
  return startAttempt(progress, { target, name, retry: true, spendsToken: true })
}

/** Is the target cooling, suspended, or tried by somebody else, in any of its scopes? */
export function isOut({ snapshot: { health, traffic }, now }: Progress, target: Target): boolean {
  const standing = standingOf(health.held, hashedScopes(target.scopes))
  return (
    coolingOf(standing, now) !== undefined ||
    suspensionOf(standing) !== undefined ||
    probingOf(standing, traffic.leases, now) !== undefined
  )
}

/** Is there a retry token, an upstream call and the time for one more attempt at the same target? */
export const mayRetry = (progress: Progress): boolean =>
  hasToken(progress.snapshot.traffic, progress.policy.retryTokens) &&
  hasCalls(progress) &&
  hasTime(progress, progress.now)

const mayRefresh = (progress: Progress, target: Target): boolean =>
  target.refreshable &&
  !progress.execution.refreshed.includes(target.scopes.credential) &&
  hasCalls(progress) &&
  hasTime(progress, progress.now)

/** Goes on with the larger context of the alias whose target said so, or else of the request's, if there is one (rule 8). */
function enlarge(progress: Progress, attempt: Attempt): Step | undefined {
  const { policy, execution } = progress
  const name = firstOf([attempt, execution], ({ name: own }) => resolve(policy, own)?.largerContext)
  if (name === undefined) return undefined
  const size = resolve(policy, name)?.size ?? 0
  execution.name = name
  execution.freshLimit = policy.budget.attempts ?? execution.fresh + Math.min(defaultAttempts, size)
  return choose(progress)
}

function withoutBlame(event: AttemptFailed): AttemptFailed {
  const { key: _, suspends: __, hintedUntil: ___, ...rest } = event
  return { ...rest, until: rest.failedAt, level: 0 }
}

/** Did an upstream say this, rather than the way there? */
const isUpstream = (reply: Reply): boolean => reply.type === 'response' || reply.type === 'stream-event'
