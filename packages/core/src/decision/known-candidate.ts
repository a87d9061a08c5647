import { type PersistentMap, valueAt } from '../lib/persistent-map.js'
import { coolingAt, type Held, isSuspended, longer } from '../snapshot/held.js'
import type { Snapshot } from '../snapshot/snapshot.js'
import { inFlightOf } from '../snapshot/traffic.js'
import type { Candidate, ScopedCooling, Suspension } from '../strategy/candidate.js'
import type { Member } from '../strategy/member.js'
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
    return coolingOf(this.#snapshot, this.target, this.#now, this.#member.hashes)
  }

  get suspension(): Suspension | undefined {
    return suspensionOf(this.#snapshot, this.target, this.#member.hashes)
  }

  get inFlight(): number {
    return inFlightOf(this.#snapshot.traffic, this.target.scopes.target, this.#member.hashes.target)
  }

  get credentialInFlight(): number {
    return inFlightOf(this.#snapshot.traffic, this.target.scopes.credential, this.#member.hashes.credential)
  }

  get turn(): number {
    return this.#turns === undefined ? 0 : (valueAt(this.#turns, this.target.id, this.#member.hashes.id) ?? 0)
  }
}

type Hashes = Readonly<Partial<Record<BlamedScope, number>>>

/** The open cooldown that ends last over the four scopes of a target. */
export function coolingOf(
  snapshot: Snapshot,
  target: Target,
  now: Instant,
  hashes: Hashes = {},
): ScopedCooling | undefined {
  const { held } = snapshot.health
  if (held.size === 0) return undefined
  let cooling: ScopedCooling | undefined
  for (const scope of blamedScopes) {
    const known = heldOn(held, target, scope, hashes)
    const open = known === undefined ? undefined : coolingAt(known, now)
    if (open !== undefined) cooling = longer(cooling, { ...open, scope, key: target.scopes[scope] })
  }
  return cooling
}

/** The suspension of the narrowest of a target's scopes that is suspended. */
export function suspensionOf(snapshot: Snapshot, target: Target, hashes: Hashes = {}): Suspension | undefined {
  const { held } = snapshot.health
  if (held.size === 0) return undefined
  for (const scope of blamedScopes) {
    const known = heldOn(held, target, scope, hashes)
    if (known?.suspendedAt === undefined || !isSuspended(known)) continue
    const reason = known.reason === undefined ? {} : { reason: known.reason }
    return { scope, key: target.scopes[scope], since: known.suspendedAt, ...reason }
  }
  return undefined
}

const heldOn = (held: PersistentMap<Held>, target: Target, scope: BlamedScope, hashes: Hashes): Held | undefined =>
  valueAt(held, target.scopes[scope], hashes[scope])
