import { vendorTables } from '../failure/vendors/index.js'
import { type CredentialId, type ProviderId, targetId } from '../words/names.js'
import { scopeNames } from '../words/scope.js'
import type { Target } from '../words/target.js'
import type { CredentialInput, ModelInput, ProviderInput } from './policy-input.js'

/** A provider with every default filled in and every name trimmed. */
export interface Provider {
  readonly id: string
  readonly dialect: NonNullable<ProviderInput['dialect']>
  readonly vendor: string
  /** Lower-cased once, here (rule 5). */
  readonly nativePrefixes: readonly string[]
  readonly credentials: ReadonlyMap<string, CredentialInput>
  readonly cooldowns: boolean
  readonly models: ReadonlyMap<string, ModelInput>
}

/** The providers of a policy by trimmed id; input of the right shape. */
export function compileProviders(input: Readonly<Record<string, ProviderInput>>): ReadonlyMap<string, Provider> {
  return new Map(Object.keys(input).map((key) => [key.trim(), compileProvider(key.trim(), input[key] ?? {})]))
}

/** The target that `model` is behind `credential` at `provider`. */
export function makeTarget(provider: Provider, credential: string, model: string): Target {
  const {
    revision,
    refreshable = false,
    cooldowns = provider.cooldowns,
    maxInFlight,
  } = provider.credentials.get(credential) ?? {}
  const { labels = {}, ...known } = provider.models.get(model) ?? {}
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
    ...known,
    labels,
  }
}

function compileProvider(id: string, input: ProviderInput): Provider {
  const { dialect = 'openai', nativePrefixes = [id], credentials = ['default'], models = [] } = input
  return {
    id,
    dialect,
    vendor: input.vendor?.trim() ?? (vendorTables.has(id) ? id : dialect),
    nativePrefixes: nativePrefixes.map((prefix) => prefix.trim().toLowerCase()),
    credentials: byName(credentials),
    cooldowns: input.cooldowns ?? true,
    models: byName(models),
  }
}

/** A list of names, or a record by name, as a map by trimmed name. */
function byName<V extends object>(
  entries: readonly string[] | Readonly<Record<string, V>>,
): ReadonlyMap<string, Partial<V>> {
  if (isList(entries)) return new Map(entries.map((key) => [key.trim(), {}]))
  return new Map(Object.keys(entries).map((key) => [key.trim(), entries[key] ?? {}]))
}

const isList = (entries: readonly string[] | object): entries is readonly string[] => Array.isArray(entries)
