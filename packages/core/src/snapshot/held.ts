import type { Instant } from '../words/time.js'
import { type Fact, undominated } from './fact.js'
import { isCleared, type Proofs } from './proofs.js'

/** What is held against one scope: failures that nothing has cleared, and whether an operator took it out of use. */
export interface Held {
  readonly facts: readonly Fact[]
  readonly suspendedAt?: Instant
  readonly reason?: string
  readonly resumedAt?: Instant
}

/** Nothing held. */
export const nothingHeld: Held = { facts: [] }

/** Both together, minus what is cleared, minus what is dominated (rule 21). The same reference as `mine` if equal. */
export function joinHeld(mine: Held, theirs: Held, proofs: Proofs): Held {
  const facts = undominated([...mine.facts, ...theirs.facts].filter((fact) => !isCleared(fact, proofs)))
  const suspension = laterSuspension(mine, theirs)
  const resumedAt = latest(mine.resumedAt, theirs.resumedAt)
  if (sameFacts(facts, mine.facts) && suspension === mine && resumedAt === mine.resumedAt) return mine
  if (suspension.suspendedAt === undefined && resumedAt === undefined) return { facts }
  return {
    facts,
    ...(suspension.suspendedAt === undefined ? {} : { suspendedAt: suspension.suspendedAt }),
    ...(suspension.reason === undefined ? {} : { reason: suspension.reason }),
    ...(resumedAt === undefined ? {} : { resumedAt }),
  }
}

/** Is there anything in it worth keeping? */
export const isVacant = (held: Held): boolean =>
  held.facts.length === 0 && held.suspendedAt === undefined && held.resumedAt === undefined

/** Suspended means: out of use until an event. Of suspension and resumption the later counts. */
export const isSuspended = (held: Held): boolean =>
  held.suspendedAt !== undefined && (held.resumedAt === undefined || held.suspendedAt > held.resumedAt)

/** A cooldown that is open at `now`. */
export interface Cooling {
  readonly fact: Fact
  readonly until: Instant
  /** Is any of those that are open then firm? A long guess does not make a stated time a guess (rule 24). */
  readonly firm: boolean
}

/** The cooldown that ends last among those open at `now`: expiry is this comparison and nothing else (rule 17). */
export function coolingAt(held: Held, now: Instant): Cooling | undefined {
  let cooling: Cooling | undefined
  for (const fact of held.facts) {
    const until = openUntil(fact.failedAt, fact.until, now)
    if (until > now) cooling = longer(cooling, { fact, until, firm: fact.firm })
  }
  return cooling
}

/** The failure after whose cooldown the scope still has to prove itself, one attempt at a time (rule 20); of several a firm one. */
export function recoveringAt(held: Held, now: Instant): Fact | undefined {
  let recovering: Fact | undefined
  for (const fact of held.facts) if (fact.probe && fact.until <= now && recovering?.firm !== true) recovering = fact
  return recovering
}

/**
 * When a span of time ends for whom it is `now`; `now` or earlier: it is over. For a clock that stepped back before its
 * start it is not longer than it was made, and further back than its own length it does not hold at all: so time going
 * backwards never extends (rule 18).
 */
export function openUntil(from: Instant, until: Instant, now: Instant): Instant {
  if (from <= now) return until
  const lengthMs = until - from
  return from - now < lengthMs ? now + lengthMs : now
}

/** Both together: the one that ends last, and of those that end together the firm one; firm if either is. */
export function longer<C extends Cooling>(mine: C | undefined, theirs: C): C {
  if (mine === undefined) return theirs
  const isLonger = theirs.until > mine.until || (theirs.until === mine.until && theirs.fact.firm)
  const longest = isLonger ? theirs : mine
  const firm = mine.firm || theirs.firm
  return longest.firm === firm ? longest : { ...longest, firm }
}

function laterSuspension(mine: Held, theirs: Held): Held {
  const byTime = (theirs.suspendedAt ?? Number.NEGATIVE_INFINITY) - (mine.suspendedAt ?? Number.NEGATIVE_INFINITY)
  if (Number.isNaN(byTime) || byTime < 0) return mine
  return byTime > 0 || (theirs.reason ?? '') > (mine.reason ?? '') ? theirs : mine
}

function latest(a: Instant | undefined, b: Instant | undefined): Instant | undefined {
  return a === undefined ? b : b === undefined ? a : Math.max(a, b)
}

function sameFacts(a: readonly Fact[], b: readonly Fact[]): boolean {
  return a.length === b.length && a.every((fact, index) => fact === b[index])
}
