import { hashOf } from '../lib/hash.js'
import { madeOnce } from '../lib/made-once.js'
import type { ScopeName } from '../words/names.js'
import { type BlamedScope, blamedScopes, type ScopeNames } from '../words/scope.js'

/** A scope's name and its hash. */
export interface HashedScope {
  readonly scope: BlamedScope
  readonly key: ScopeName
  readonly hash: number
}

/** The scopes of a target with their hashes, narrowest first; every attempt looks them up several times. */
export const hashedScopes: (scopes: ScopeNames) => readonly HashedScope[] = madeOnce((scopes) =>
  blamedScopes.map((scope) => ({ scope, key: scopes[scope], hash: hashOf(scopes[scope]) })),
)
