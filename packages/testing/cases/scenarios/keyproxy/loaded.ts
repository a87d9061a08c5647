import { checkPolicy, groupsFromJson, type Issue, type PolicyInput } from '@router/core'
import { onlyFields, unmapped } from '../unmapped.js'
import type { Given } from './case.js'

/** A configuration that a case loads, as a policy would hold it. */
export interface Loaded {
  readonly groups: readonly (readonly string[])[]
  /** What was left out, and why. */
  readonly warnings: readonly Issue[]
  /** Why all of it was rejected. */
  readonly mistakes: readonly Issue[]
  readonly targets: readonly { readonly provider: string; readonly model: string }[]
  readonly strategy?: string
}

const nothing: Loaded = { groups: [], warnings: [], mistakes: [], targets: [] }

/** Loads a configuration of either system. */
export function load(given: Given, config: object, env: Readonly<Record<string, string>>): Loaded {
  const foreign = Object.keys(env).find((name) => name !== 'MODEL_FALLBACK_GROUPS')
  if (foreign !== undefined) unmapped(`configuration by ${foreign.replace(/_[A-Z0-9_]+$/, '_…')}`)
  return given.profile.startsWith('ocr')
    ? reviewPool(config as ReviewConfig, given.profile)
    : fallbackGroups(config, env)
}

/** An argument, even an empty one, stands before the environment. */
function fallbackGroups(config: object, env: Readonly<Record<string, string>>): Loaded {
  onlyFields(config, ['model_fallback_groups'], 'the configuration')
  const stated = (config as { readonly model_fallback_groups?: unknown }).model_fallback_groups
  const text = stated === undefined || stated === null ? (env['MODEL_FALLBACK_GROUPS'] ?? '') : JSON.stringify(stated)
  const { groups, issues } = groupsFromJson(text)
  return { ...nothing, groups, warnings: issues }
}

interface ReviewConfig {
  readonly model?: string
  readonly routing?: {
    readonly models?: readonly { readonly provider?: string; readonly model?: string }[]
    readonly policy?: string
  }
  readonly custom_providers?: Readonly<Record<string, ReviewProvider>>
  readonly providers?: Readonly<Record<string, ReviewProvider>>
}

interface ReviewProvider {
  readonly url?: string
  readonly protocol?: string
  readonly api_key?: string
  readonly model?: string
}

/** A pool of models: an entry without a model of its own takes its provider's, and never one from further up. */
function reviewPool({ routing = {}, custom_providers = {}, providers = {} }: ReviewConfig, profile: string): Loaded {
  const known = { ...providers, ...custom_providers }
  for (const provider of Object.values(known)) {
    onlyFields(provider, ['url', 'protocol', 'api_key', 'model'], 'a provider')
    if (provider.url === undefined || provider.api_key === undefined)
      unmapped('where a provider stands: the transport’s')
  }
  const { models = [], policy = '' } = routing
  if (models.length === 0) unmapped('a configuration without a pool')
  const targets = models.map(({ provider = '', model }) => ({ provider, model: model ?? known[provider]?.model ?? '' }))
  const input: PolicyInput = {
    providers: Object.fromEntries(Object.keys(known).map((provider) => [provider, {}])),
    aliases: { pool: { targets, strategy: strategyOf(policy.trim(), profile) } },
  }
  const checked = checkPolicy(input)
  return {
    ...nothing,
    mistakes: 'issues' in checked ? checked.issues : [],
    targets,
    strategy: policy.trim() || 'priority',
  }
}

/** What is no policy there must be none here: a name of ours is not one of theirs. */
function strategyOf(policy: string, profile: string): string {
  if (policy === '' || policy === 'priority') return 'fill-first'
  return policy === 'round-robin' && profile === 'ocr-fork' ? policy : `${policy} of the pool`
}
