import { vendorTables } from '../../core/src/failure/vendors/index.js'
import { type CredentialId, type ProviderId, targetId } from '../../core/src/words/names.js'
import type { Dialect } from '../../core/src/words/route-request.js'
import { scopeNames } from '../../core/src/words/scope.js'
import type { Target } from '../../core/src/words/target.js'

const dialects: readonly (readonly [start: string, dialect: Dialect])[] = [
  ['anthropic', 'anthropic'],
  ['claude', 'anthropic'],
  ['gemini', 'gemini'],
  ['vertex', 'gemini'],
]

/** A target at a provider whose vendor has the same name, as a policy that says no more would compile it. */
export function targetAt(provider: string): Target {
  const dialect = dialects.find(([start]) => provider.startsWith(start))?.[1] ?? 'openai'
  return target(provider, vendorTables.has(provider) ? provider : dialect, dialect)
}

/** The same, as if its vendor were unknown and spoke another's dialect: no table reads its replies that was made for it. */
export function targetOfNobody(provider: string): Target {
  return target(provider, 'nobody', vendorTables.get(provider) === vendorTables.get('openai') ? 'anthropic' : 'openai')
}

function target(provider: string, vendor: string, dialect: Dialect): Target {
  return {
    id: targetId(provider, 'key', 'model'),
    provider: provider as ProviderId,
    credential: 'key' as CredentialId,
    model: 'model',
    vendor,
    dialect,
    scopes: scopeNames(provider, 'key', 'model'),
    refreshable: false,
    labels: {},
  }
}
