import { type PersistentMap, valueAt } from '../lib/persistent-map.js'
import type { HashedScope } from '../snapshot/hashed-scopes.js'
import { coolingAt, type Held, isSuspended, longer, recoveringAt } from '../snapshot/held.js'
import { type Lease, leasedUntil } from '../snapshot/leases.js'
import type { ScopedCooling, Suspension } from '../strategy/candidate.js'
import type { Instant } from '../words/time.js'

/** What is held against a target: those of its scopes that have anything, narrowest first. Mostly empty. */
export type Standing = readonly HeldScope[]

/** A scope and what is held against it. */
export interface HeldScope extends HashedScope {
  readonly held: Held
}

/** Nothing is held. */
export const clean: Standing = []

/** What is held against a target that runs through these scopes. */
export function standingOf(held: PersistentMap<Held>, scopes: readonly HashedScope[]): Standing {
  if (held.size === 0) return clean
  let standing: HeldScope[] | undefined
  for (const { scope, key, hash } of scopes) {
    const against = valueAt(held, key, hash)
    if (against === undefined) continue
    standing ??= []
    standing.push({ scope, key, hash, held: against })
  }
  return standing ?? clean
}

/** The open cooldown that ends last over the scopes of a target. */
export function coolingOf(standing: Standing, now: Instant): ScopedCooling | undefined {
  let cooling: ScopedCooling | undefined
  for (const { scope, key, held } of standing) {
    const open = coolingAt(held, now)
    if (open !== undefined)
      cooling = longer(cooling, { fact: open.fact, until: open.until, firm: open.firm, scope, key })
  }
  return cooling
}

/** The trial that ends last over those of a target's scopes that have to prove themselves and are being tried (rule 20). */
export function probingOf(standing: Standing, leases: PersistentMap<Lease>, now: Instant): ScopedCooling | undefined {
  let probing: ScopedCooling | undefined
  for (const { scope, key, hash, held } of standing) {
    const until = leasedUntil(leases, key, now, hash)
    if (until === undefined) continue
    const fact = recoveringAt(held, now)
    if (fact !== undefined) probing = longer(probing, { fact, until, firm: fact.firm, scope, key })
  }
  return probing
}

/** The suspension of the narrowest of a target's scopes that is suspended. */
export function suspensionOf(standing: Standing): Suspension | undefined {
  for (const { scope, key, held } of standing) {
    if (held.suspendedAt === undefined || !isSuspended(held)) continue
    const reason = held.reason === undefined ? {} : { reason: held.reason }
    return { scope, key, since: held.suspendedAt, ...reason }
  }
  return undefined
}
