import { valueAt } from '../lib/persistent-map.js'
import type { Tier } from '../policy/policy.js'
import { resolve } from '../policy/resolve.js'
import { hasToken } from '../snapshot/retry-tokens.js'
import { noTurns } from '../snapshot/turns.js'
import type { Candidate } from '../strategy/candidate.js'
import type { Exclusion } from '../strategy/exclusion.js'
import type { Preference } from '../strategy/preference.js'
import type { Context } from '../strategy/requirement.js'
import { type Refusal, refusalOf, refusalsOf } from '../strategy/requirements.js'
import type { Instant } from '../words/time.js'
import type { Decision } from './decision.js'
import { KnownCandidate, type Moment } from './known-candidate.js'
import { knownMembers } from './known-members.js'
import type { Question } from './question.js'
import { clean } from './standing.js'

/** Writes down how a decision came about; deciding never reads it, so writing changes nothing (rule 12). */
export interface Notebook {
  /** The next tier is looked at. */
  tier(): void
  /** Somebody in it is refused, or not, in declared order. */
  excluded(candidate: Candidate, first: Refusal, others: readonly Refusal[]): void
  eligible(candidate: Candidate): void
  narrowed(by: Preference, kept: readonly Candidate[], context: Context): void
}

/** A candidate that only time keeps out. */
interface Cooler {
  readonly candidate: Candidate
  readonly tier: Tier
  readonly until: Instant
  /** May it be asked all the same, for want of anybody else (rule 24)? */
  readonly mayGamble: boolean
}

/**
 * The one way decisions are made: tier by tier, requirements refuse, preferences narrow, the first of those left is used.
 * Where nobody is eligible in any tier, rule 24 says whether to gamble on a cooling one, wait, or give up.
 */
export function decide(question: Question, notebook?: Notebook): Decision {
  const pool = resolve(question.policy, question.name)
  if (pool === undefined) return { type: 'none', why: 'unknown-name' }
  const context: Context = { request: question.request, now: question.now, tried: question.tried }
  const coolers: Cooler[] = []
  let decision: Decision | undefined
  for (const tier of pool.tiers) {
    notebook?.tier()
    const eligible = eligibleIn(question, context, tier, coolers, notebook)
    if (decision !== undefined) continue
    const chosen = narrow(tier, eligible, context, notebook)
    if (chosen === undefined) continue
    decision = { type: 'use', target: chosen.target, name: tier.name }
    // A notebook wants to know of the tiers behind, too; nothing there changes the decision.
    if (notebook === undefined) return decision
  }
  return decision ?? decideAmongCooling(question, coolers)
}

function eligibleIn(
  { policy, snapshot: { health, traffic }, now }: Question,
  context: Context,
  tier: Tier,
  coolers: Cooler[],
  notebook: Notebook | undefined,
): readonly Candidate[] {
  const eligible: Candidate[] = []
  const moment: Moment = { traffic, turns: valueAt(traffic.turns, tier.name) ?? noTurns, now }
  const known = knownMembers(tier)
  const standings = known.standings.of(health.held)
  const turns = known.turns.of(moment.turns.latest)
  let place = 0
  for (const member of tier.members) {
    const standing = standings[place] ?? clean
    const candidate = new KnownCandidate(member, standing, turns[place], moment)
    place++
    const exclusion = refusalOf(candidate, context, policy.requirements, standing === clean)
    if (notebook !== undefined) note(candidate, refusalsOf(candidate, context, policy.requirements), notebook)
    if (exclusion === undefined) eligible.push(candidate)
    else {
      const until = untilOf(exclusion)
      if (until !== undefined) coolers.push({ candidate, tier, until, mayGamble: mayGamble(policy, exclusion) })
    }
  }
  return eligible
}

function note(candidate: Candidate, [first, ...others]: readonly Refusal[], notebook: Notebook): void {
  if (first === undefined) notebook.eligible(candidate)
  else notebook.excluded(candidate, first, others)
}

/** A preference that keeps nobody, or throws, had no opinion, and whoever it made up does not stand here; the last tie falls to declared order. */
function narrow(
  tier: Tier,
  eligible: readonly Candidate[],
  context: Context,
  notebook: Notebook | undefined,
): Candidate | undefined {
  let left = eligible
  for (const preference of tier.strategy) {
    if (left.length < 2) break
    try {
      const kept = preference.narrow(left, context)
      if (kept.length > 0) left = kept
      notebook?.narrowed(preference, left, context)
    } catch {}
  }
  const first = left[0]
  return first !== undefined && eligible.includes(first) ? first : eligible[0]
}

function decideAmongCooling(question: Question, coolers: readonly Cooler[]): Decision {
  const { policy, tried } = question
  const soonest = soonestOf(coolers)
  if (soonest === undefined) return { type: 'none', why: 'no-candidates' }
  const gamble = soonestOf(coolers.filter((cooler) => cooler.mayGamble && !tried.has(cooler.candidate.target.id)))
  if (gamble !== undefined && (!question.attempted || hasToken(question.snapshot.traffic, policy.retryTokens)))
    return { type: 'use', target: gamble.candidate.target, name: gamble.tier.name, cooling: true }
  if (policy.whenAllCooling !== 'fail' && mayWait(question, soonest.until))
    return { type: 'wait', until: soonest.until }
  return { type: 'none', why: 'all-cooling', retryAt: soonest.until }
}

function soonestOf(coolers: readonly Cooler[]): Cooler | undefined {
  return coolers.reduce<Cooler | undefined>(
    (best, cooler) => (best === undefined || cooler.until < best.until ? cooler : best),
    undefined,
  )
}

function untilOf(exclusion: Exclusion): Instant | undefined {
  return 'until' in exclusion ? exclusion.until : undefined
}

/**
 * A guess never refuses the last candidate; what a reply stated, a spent quota and a refused key are no guesses, and what
 * is no cooldown at all, a limit or a requirement of the operator's own, is not gambled against at all (rule 24).
 */
function mayGamble({ whenAllCooling: answer }: Question['policy'], exclusion: Exclusion): boolean {
  return 'firm' in exclusion && (answer === 'try-soonest' || (answer === 'sensible' && !exclusion.firm))
}

function mayWait(
  { policy, now, patienceMs, deadlineAt = Number.POSITIVE_INFINITY }: Question,
  until: Instant,
): boolean {
  return until - now <= patienceMs && until + policy.budget.minAttemptMs <= deadlineAt
}
