import { emptyMap, entriesOf, valueAt, withValue } from '../lib/persistent-map.js'
import type { Fact } from './fact.js'
import { emptyHealth, type Health, joinHealth, withNews } from './health.js'
import { nothingHeld } from './held.js'
import { noProofs, type Proofs } from './proofs.js'

/** Health as plain JSON: what processes tell one another and what is worth keeping over a restart. Sorted by scope name. */
export interface HealthJson {
  readonly version: 1
  readonly entries: readonly (readonly [scope: string, ScopeHealthJson])[]
}

/** What is known of one scope. */
export interface ScopeHealthJson {
  readonly facts?: readonly Fact[]
  /** The latest clear of each rung of evidence, by when that success started. */
  readonly clears?: Proofs
  readonly suspendedAt?: number
  readonly reason?: string
  readonly resumedAt?: number
}

/** Health to JSON; equal health gives equal text. */
export function healthToJson(health: Health): HealthJson {
  let scopes = emptyMap<ScopeHealthJson>()
  for (const [key, clears] of entriesOf(health.proofs)) scopes = withValue(scopes, key, { clears })
  for (const [key, held] of entriesOf(health.held)) {
    const { facts, ...suspension } = held
    const known = valueAt(scopes, key) ?? {}
    scopes = withValue(scopes, key, { ...(facts.length === 0 ? {} : { facts }), ...known, ...suspension })
  }
  return { version: 1, entries: entriesOf(scopes) }
}

/** JSON to health. */
export function healthFromJson(json: HealthJson): Health {
  let health = emptyHealth
  for (const [key, { facts = [], clears = noProofs, ...suspension }] of json.entries)
    health = withNews(health, key, { ...nothingHeld, ...suspension, facts }, clears)
  return health
}

/**
 * What two processes know together: commutative, associative, idempotent, so any order, duplication or batching of news
 * gives the same health (rule 21).
 *
 * @example
 * ```ts
 * import { emptySnapshot, healthOf, merge } from '@router/core'
 * const health = healthOf(emptySnapshot)
 * console.log(merge(health, health).entries.length) // → 0
 * ```
 */
export function merge(mine: HealthJson, theirs: HealthJson): HealthJson {
  return healthToJson(joinHealth(healthFromJson(mine), healthFromJson(theirs)))
}
