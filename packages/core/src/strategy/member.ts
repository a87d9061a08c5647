import { hashOf } from '../lib/hash.js'
import type { Json } from '../words/json.js'
import type { ScopeName } from '../words/names.js'
import { type BlamedScope, blamedScopes } from '../words/scope.js'
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

/** A scope's name and its hash, made once. */
export interface HashedScope {
  readonly scope: BlamedScope
  readonly key: ScopeName
  readonly hash: number
}

/** A target with its hashes. */
export function hashed(target: Target): Pick<Member, 'target' | 'hash' | 'scopes'> {
  return { target, hash: hashOf(target.id), scopes: hashedScopes(target.scopes) }
}

/** The scopes of a target with their hashes. */
export function hashedScopes(scopes: Target['scopes']): readonly HashedScope[] {
  return blamedScopes.map((scope) => ({ scope, key: scopes[scope], hash: hashOf(scopes[scope]) }))
}
