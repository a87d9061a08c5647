import { assertNever } from '../lib/assert-never.js'
import type { Target } from '../words/target.js'
import type { Milliseconds } from '../words/time.js'
import type { Fact } from './fact.js'
import { hashedScopes } from './hashed-scopes.js'
import { type Health, withNews, withProof } from './health.js'
import { type Held, nothingHeld } from './held.js'
import { noProofs, proofOf } from './proofs.js'
import type { AttemptCommitted, AttemptFailed, AttemptSucceeded, OperatorEvent } from './router-event.js'

/** The part of a policy that facts are made with. */
export interface FactPolicy {
  readonly targets: ReadonlyMap<string, Target>
  readonly maxCooldownMs: Milliseconds
  readonly probe: { readonly fromMs: Milliseconds; readonly leaseMs: Milliseconds }
}

/** The scopes that the policy names: of others nothing is learnt. */
type Scopes = ReadonlySet<string>

/** A success counts on the four scopes its target runs through, and nowhere else (rule 19). */
export function proven(
  { targets }: FactPolicy,
  scopes: Scopes,
  health: Health,
  { target: id, evidence, startedAt }: AttemptCommitted | AttemptSucceeded,
): Health {
  const target = targets.get(id)
  if (target === undefined) return health
  const proofs = proofOf(evidence, startedAt)
  let known = health
  for (const { key, hash } of hashedScopes(target.scopes))
    if (scopes.has(key)) known = withProof(known, key, proofs, hash)
  return known
}

/** A failure counts on the one scope it is stamped with (rule 18). */
export function blamed(policy: FactPolicy, scopes: Scopes, health: Health, event: AttemptFailed): Health {
  const { key, class: reason, failedAt: suspendedAt, suspends } = event
  if (key === undefined || !scopes.has(key)) return health
  const facts = [stamped(policy, event)]
  return withNews(health, key, suspends ? { facts, suspendedAt, reason } : { facts }, noProofs)
}

/** What an operator does to a scope. */
export function operated(policy: FactPolicy, scopes: Scopes, health: Health, event: OperatorEvent): Health {
  if (!scopes.has(event.key)) return health
  return event.type === 'cooldown-cleared'
    ? withProof(health, event.key, proofOf('operator', event.at))
    : withNews(health, event.key, laidOn(policy, event), noProofs)
}

function laidOn(policy: FactPolicy, event: Exclude<OperatorEvent, { type: 'cooldown-cleared' }>): Held {
  switch (event.type) {
    case 'scope-suspended': {
      const reason = event.reason === undefined ? {} : { reason: event.reason }
      return { ...nothingHeld, suspendedAt: event.at, ...reason }
    }
    case 'scope-resumed':
      return { ...nothingHeld, resumedAt: event.at }
    case 'cooldown-set': {
      const { at: failedAt, until, class: kind = 'rate-limited' } = event
      const rest = { level: 1, needs: 'generation-started', firm: true } as const
      return { facts: [stamped(policy, { class: kind, failedAt, until, ...rest })] }
    }
    default:
      return assertNever(event)
  }
}

/** The fact as this policy believes it: no cooldown is longer than its longest, and a long one calls for a probe. */
function stamped(
  { maxCooldownMs, probe: { fromMs } }: FactPolicy,
  told: Omit<Fact, 'probe'> & { readonly probe?: boolean },
): Fact {
  const { class: kind, failedAt, level, needs, firm, hintedUntil } = told
  const until = Math.min(told.until, failedAt + maxCooldownMs)
  const probe = told.probe ?? until - failedAt >= fromMs
  return hintedUntil === undefined
    ? { class: kind, failedAt, until, level, needs, firm, probe }
    : { class: kind, failedAt, until, level, needs, firm, probe, hintedUntil }
}
