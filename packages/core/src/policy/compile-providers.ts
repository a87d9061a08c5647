import { vendorTables } from '../failure/vendors/index.js'
import { type CredentialId, type ProviderId, targetId } from '../words/names.js'
import { scopeNames } from '../words/scope.js'
import type { Target } from '../words/target.js'
import {
  type FilledCredential,
  type FilledModel,
  type FilledProvider,
  plainCredential,
  plainModel,
} from './filled-input.js'

/** A provider with every default filled in and every name trimmed. */
export interface Provider {
  readonly id: string
  readonly dialect: FilledProvider['dialect']
  readonly vendor: string
  /** Lower-cased once, here (rule 5). */
  readonly nativePrefixes: readonly string[]
  readonly credentials: ReadonlyMap<string, FilledCredential>
  readonly cooldowns: boolean
  readonly models: ReadonlyMap<string, FilledModel>
}

/** The providers of a policy by trimmed id. */
export function compileProviders(input: Readonly<Record<string, FilledProvider>>): ReadonlyMap<string, Provider> {
  return new Map(
    Object.entries(input).map(([key, provider]) => {
      const id = key.trim()
      const { dialect, vendor, nativePrefixes = [id], credentials, cooldowns, models } = provider
      const compiled = {
        id,
        dialect,
        vendor: vendor?.trim() ?? (vendorTables.has(id) ? id : dialect),
        nativePrefixes: nativePrefixes.map((prefix) => prefix.trim().toLowerCase()),
        credentials: byName(
          credentials as readonly string[] | Readonly<Record<string, FilledCredential>>,
          plainCredential,
        ),
        cooldowns,
        models: byName(models as readonly string[] | Readonly<Record<string, FilledModel>>, plainModel),
      }
      return [id, compiled]
    }),
  )
}

/** The target that `model` is behind `credential` at `provider`. */
export function makeTarget(provider: Provider, credential: string, model: string): Target {
  const known = provider.credentials.get(credential) ?? plainCredential
  const { revision, refreshable, cooldowns = provider.cooldowns, maxInFlight } = known
  return {
    id: targetId(provider.id, credential, model),
    provider: provider.id as ProviderId,
    credential: credential as CredentialId,
    model,
    vendor: provider.vendor,
    dialect: provider.dialect,
    scopes: scopeNames(provider.id, credential, model, revision),
    refreshable,
    ...(cooldowns ? {} : { cooldowns }),
    ...(maxInFlight === undefined ? {} : { maxInFlight }),
    ...(provider.models.get(model) ?? plainModel),
  }
}

/** A list of names, or a record by name, as a map by trimmed name. */
function byName<V>(entries: readonly string[] | Readonly<Record<string, V>>, plain: V): ReadonlyMap<string, V> {
  const named = isList(entries) ? entries.map((key) => [key, plain] as const) : Object.entries(entries)
  return new Map(named.map(([key, value]) => [key.trim(), value]))
}

const isList = (entries: readonly string[] | object): entries is readonly string[] => Array.isArray(entries)
