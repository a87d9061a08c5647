import { hashOf } from '../lib/hash.js'
import { type HashedScope, hashedScopes } from '../snapshot/hashed-scopes.js'
import type { Json } from '../words/json.js'
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
  /** The hash of the target's id, made once: looking facts up and drawing read names no more. */
  readonly hash: number
  /** The scopes it runs through, narrowest first. */
  readonly scopes: readonly HashedScope[]
}

/** A target with its hashes. */
export function hashed(target: Target): Pick<Member, 'target' | 'hash' | 'scopes'> {
  return { target, hash: hashOf(target.id), scopes: hashedScopes(target.scopes) }
}
