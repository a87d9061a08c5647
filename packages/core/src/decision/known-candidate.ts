import { type PersistentMap, valueAt } from '../lib/persistent-map.js'
import { coolingAt, type Held, isSuspended, longer, recoveringAt } from '../snapshot/held.js'
import { type Lease, leasedUntil } from '../snapshot/leases.js'
import type { Snapshot } from '../snapshot/snapshot.js'
import { inFlightOf } from '../snapshot/traffic.js'
import type { Candidate, ScopedCooling, Suspension } from '../strategy/candidate.js'
import type { Member } from '../strategy/member.js'
import { accountOf } from '../words/names.js'
import { type BlamedScope, blamedScopes } from '../words/scope.js'
import type { Target } from '../words/target.js'
import type { Instant } from '../words/time.js'

/**
 * A member and what is known of it at one moment. Facts are looked up when they are read, because most decisions read
 * few: nothing is held against most targets, and a strategy asks about what it needs.
 */
export class KnownCandidate implements Candidate {
  readonly target: Target
  readonly order: number
  readonly weight: number
  readonly labels: Member['labels']
  readonly #member: Member
  readonly #snapshot: Snapshot
  readonly #turns: PersistentMap<number> | undefined
  readonly #now: Instant

  constructor(member: Member, snapshot: Snapshot, turns: PersistentMap<number> | undefined, now: Instant) {
    this.target = member.target
    this.order = member.order
    this.weight = member.weight
    this.labels = member.labels
    this.#member = member
    this.#snapshot = snapshot
    this.#turns = turns
    this.#now = now
  }

  get cooling(): ScopedCooling | undefined {
    return coolingOf(this.#held, this.#now)
  }

  get probing(): ScopedCooling | undefined {
    return probingOf(this.#held, this.#snapshot.traffic.leases, this.#now)
  }

  get suspension(): Suspension | undefined {
    return suspensionOf(this.#held)
  }

  get inFlight(): number {
    return inFlightOf(this.#snapshot.traffic, this.target.id, this.#member.hashes.id)
  }

  get credentialInFlight(): number {
    return inFlightOf(this.#snapshot.traffic, accountOf(this.target.id))
  }

  get turn(): number {
    return this.#turns === undefined ? 0 : (valueAt(this.#turns, this.target.id, this.#member.hashes.id) ?? 0)
  }

  get #held(): readonly ScopedHeld[] {
    return heldOn(this.#snapshot.health.held, this.target, this.#member.hashes)
  }
}

/** Is any scope of the target cooling, suspended, or being tried by somebody else? */
export function isOutOfUse({ health, traffic }: Snapshot, target: Target, now: Instant): boolean {
  const held = heldOn(health.held, target)
  return (
    coolingOf(held, now) !== undefined ||
    suspensionOf(held) !== undefined ||
    probingOf(held, traffic.leases, now) !== undefined
  )
}

/** What is held against one of the scopes of a target. */
interface ScopedHeld {
  readonly scope: BlamedScope
  readonly key: Target['scopes'][BlamedScope]
  readonly hash: number | undefined
  readonly held: Held
}

const nothing: readonly ScopedHeld[] = []

/** What is held against the scopes of a target, narrowest first. */
function heldOn(
  held: PersistentMap<Held>,
  { scopes }: Target,
  hashes: Readonly<Partial<Record<BlamedScope, number>>> = {},
): readonly ScopedHeld[] {
  if (held.size === 0) return nothing
  return blamedScopes.flatMap((scope) => {
    const key = scopes[scope]
    const hash = hashes[scope]
    const known = valueAt(held, key, hash)
    return known === undefined ? nothing : [{ scope, key, hash, held: known }]
  })
}

/** The open cooldown that ends last over the scopes of a target. */
function coolingOf(scopes: readonly ScopedHeld[], now: Instant): ScopedCooling | undefined {
  return scopes.reduce<ScopedCooling | undefined>((cooling, { scope, key, held }) => {
    const open = coolingAt(held, now)
    return open === undefined ? cooling : longer(cooling, { ...open, scope, key })
  }, undefined)
}

/** The trial that ends last over those of a target's scopes that have to prove themselves and are being tried. */
function probingOf(
  scopes: readonly ScopedHeld[],
  leases: PersistentMap<Lease>,
  now: Instant,
): ScopedCooling | undefined {
  return scopes.reduce<ScopedCooling | undefined>((probing, { scope, key, hash, held }) => {
    const until = leasedUntil(leases, key, now, hash)
    const fact = until === undefined ? undefined : recoveringAt(held, now)
    if (until === undefined || fact === undefined) return probing
    return longer(probing, { fact, until, firm: fact.firm, scope, key })
  }, undefined)
}

/** The suspension of the narrowest of a target's scopes that is suspended. */
function suspensionOf(scopes: readonly ScopedHeld[]): Suspension | undefined {
  for (const { scope, key, held } of scopes) {
    const { suspendedAt: since, reason } = held
    if (since !== undefined && isSuspended(held))
      return { scope, key, since, ...(reason === undefined ? {} : { reason }) }
  }
  return undefined
}
