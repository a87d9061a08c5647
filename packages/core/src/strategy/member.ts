import { hashOf } from '../lib/hash.js'
import type { Json } from '../words/json.js'
import type { BlamedScope } from '../words/scope.js'
import type { Target } from '../words/target.js'

/** A target in its place in a pool: what the operator said about it there. */
export interface Member {
  readonly target: Target
  /** Its place in declared order: the last tie falls to it. */
  readonly order: number
  /** Its share inside the tier; 0: drained (design: never picked, unless pinned). */
  readonly weight: number
  /** The target's labels, with those of this place on top. */
  readonly labels: Readonly<Record<string, Json>>
  /** Hashes of the target's names, made once, so that deciding looks facts up without reading the names again. */
  readonly hashes: Readonly<Record<BlamedScope | 'id', number>>
}

/** The hashes of a target's names. */
export function hashesOf({ id, scopes }: Target): Member['hashes'] {
  return {
    id: hashOf(id),
    target: hashOf(scopes.target),
    credential: hashOf(scopes.credential),
    model: hashOf(scopes.model),
    provider: hashOf(scopes.provider),
  }
}
