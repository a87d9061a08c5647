import { hashOf } from '../lib/hash.js'
import type { ScopeName } from '../words/names.js'
import { type BlamedScope, blamedScopes, type ScopeNames } from '../words/scope.js'

/** A scope's name and its hash. */
export interface HashedScope {
  readonly scope: BlamedScope
  readonly key: ScopeName
  readonly hash: number
}

const known = new WeakMap<ScopeNames, readonly HashedScope[]>()

/** The scopes of a target with their hashes, narrowest first: made once, because every attempt looks them up several times. */
export function hashedScopes(scopes: ScopeNames): readonly HashedScope[] {
  let hashed = known.get(scopes)
  if (hashed === undefined) {
    hashed = blamedScopes.map((scope) => ({ scope, key: scopes[scope], hash: hashOf(scopes[scope]) }))
    known.set(scopes, hashed)
  }
  return hashed
}
