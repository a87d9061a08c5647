import type { ScopeName } from './names.js'

/**
 * What a failure is blamed on (rule 15): the request itself, or one of the four things every target runs through.
 * `model` is one model at one provider for all credentials.
 */
export type Scope = 'request' | BlamedScope

/** A scope that can cool down or be suspended. */
export type BlamedScope = 'target' | 'credential' | 'model' | 'provider'

/** The scopes a target runs through, narrowest first. */
export const blamedScopes: readonly BlamedScope[] = ['target', 'credential', 'model', 'provider']

/** What the scopes of one target are called. */
export type ScopeNames = Readonly<Record<BlamedScope, ScopeName>>

/**
 * The names of the four scopes of a target. A credential's `revision` is part of the names that run through it,
 * so that a rotated secret starts with a clean slate (rule 32).
 */
export function scopeNames(provider: string, credential: string, model: string, revision?: string): ScopeNames {
  const secret = revision === undefined ? credential : `${credential}#${revision}`
  return {
    target: `target:${provider}/${secret}/${model}` as ScopeName,
    credential: `credential:${provider}/${secret}` as ScopeName,
    model: `model:${provider}/${model}` as ScopeName,
    provider: `provider:${provider}` as ScopeName,
  }
}
