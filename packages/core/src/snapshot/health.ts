import { hashOf } from '../lib/hash.js'
import { emptyMap, type PersistentMap, valueAt, withoutKey, withValue } from '../lib/persistent-map.js'
import type { ScopeName } from '../words/names.js'
import { type Held, isVacant, joinHeld, nothingHeld } from './held.js'
import { joinProofs, noProofs, type Proofs } from './proofs.js'

/**
 * Everything learnt about scopes: immutable, structurally shared and opaque. Tell it to other processes with
 * `changedHealth` and `merge`, keep it with `toJson`, read it with `inspect`.
 */
// In two halves, so that a success where nothing is held leaves `held` the very same reference: decisions read only that.
export interface Health {
  readonly held: PersistentMap<Held>
  readonly proofs: PersistentMap<Proofs>
}

/** Nothing learnt. */
export const emptyHealth: Health = { held: emptyMap(), proofs: emptyMap() }

/** What is held against a scope; `hash` is the name's, where the caller has it at hand. */
export function heldAgainst(health: Health, key: ScopeName, hash?: number): Held {
  return valueAt(health.held, key, hash) ?? nothingHeld
}

/** Health that has also heard `held` and `proofs` about one scope: union, minus cleared, minus dominated (rule 21). */
export function withNews(health: Health, key: string, held: Held, proofs: Proofs, hash: number = hashOf(key)): Health {
  const knownProofs = valueAt(health.proofs, key, hash) ?? noProofs
  const knownHeld = valueAt(health.held, key, hash) ?? nothingHeld
  const allProofs = joinProofs(knownProofs, proofs)
  const allHeld = knownHeld === held ? held : joinHeld(knownHeld, held, allProofs)
  const sameProofs = allProofs === knownProofs
  const sameHeld = allHeld === knownHeld
  if (sameProofs && sameHeld) return health
  return {
    held: sameHeld
      ? health.held
      : isVacant(allHeld)
        ? withoutKey(health.held, key, hash)
        : withValue(health.held, key, allHeld, hash),
    proofs: sameProofs ? health.proofs : withValue(health.proofs, key, allProofs, hash),
  }
}

/**
 * Health after something that clears: `withNews` for the commonest of news, which touches `held` only where something is
 * held.
 */
export function withProof(health: Health, key: string, proofs: Proofs, hash: number = hashOf(key)): Health {
  if (valueAt(health.held, key, hash) !== undefined) return withNews(health, key, nothingHeld, proofs, hash)
  const known = valueAt(health.proofs, key, hash)
  const all = known === undefined ? proofs : joinProofs(known, proofs)
  return all === known ? health : { held: health.held, proofs: withValue(health.proofs, key, all, hash) }
}
