import type { Check } from '../../lib/check.js'
import { wrong } from '../../lib/check.js'
import { filled } from '../../lib/filled.js'
import { isObject } from '../../lib/is-object.js'
import { type Issue, keyPath } from '../../lib/issue.js'
import { readStrategy } from '../../strategy/read-strategy.js'
import type { NamedStrategy } from '../../strategy/strategies.js'
import type { StrategyInput } from '../../strategy/strategy-input.js'
import { compileProviders, type Provider } from '../compile-providers.js'
import { type FilledProvider, type FilledTarget, targetOf } from '../filled-input.js'
import type { AliasTargetInput } from '../policy-input.js'
import { foldName } from '../resolve.js'
import { cycles } from './cycles.js'
import { aliasEntry, provider as providerShape, strategy as strategyShape } from './policy-shape.js'

/** No name stands for more targets than these. */
const mostTargets = 131_072

/** The names that exist. */
interface Known {
  readonly providers: ReadonlyMap<string, Provider>
  readonly aliases: ReadonlySet<string>
  readonly strategies: ReadonlyMap<string, NamedStrategy>
}

/**
 * The mistakes that only show once the parts are held against each other (rule 3). Total: what has the wrong shape was
 * reported already and means nothing; all the rest is judged, so that one look lists every mistake.
 */
export function meaningIssues(input: unknown, strategies: Known['strategies']): readonly Issue[] {
  const providers = entriesOf(fieldOf(input, 'providers'))
  const aliases = entriesOf(fieldOf(input, 'aliases'))
  const known: Known = {
    providers: compileProviders(Object.fromEntries(providers.map(([id, each]) => [id, soundProvider(each)]))),
    aliases: new Set(aliases.map(([name]) => foldName(name))),
    strategies,
  }
  const references = aliases.map(([name, alias]) => ({ name, referred: referredBy(alias, keyPath('aliases', name)) }))
  return [
    ...repeated(providers, trimmed, 'providers'),
    ...providers.flatMap(([id, each]) =>
      ['credentials', 'models'].flatMap((key) =>
        repeated(entriesOf(fieldOf(each, key)), trimmed, `${keyPath('providers', id)}.${key}`),
      ),
    ),
    ...repeated(aliases, foldName, 'aliases'),
    ...aliases.flatMap(([name, alias]) => aliasIssues(alias, keyPath('aliases', name), known)),
    ...references
      .flatMap(({ referred }) => referred)
      .flatMap(({ name, path }) =>
        known.aliases.has(foldName(name)) ? [] : wrong(path, `unknown alias ${JSON.stringify(name)}`),
      ),
    ...cycles(references),
    ...listOf(fieldOf(input, 'groups')).flatMap((group, index) =>
      listOf(group).flatMap((member, at) => targetIssues(member, `groups[${index}][${at}]`, known)),
    ),
    ...listOf(fieldOf(input, 'rules')).flatMap((rule, index) => {
      const of = fieldOf(rule, 'provider')
      return typeof of === 'string' ? providerIssues(of.trim(), `rules[${index}].provider`, known) : []
    }),
  ]
}

function aliasIssues(alias: unknown, path: string, known: Known): readonly Issue[] {
  const { targets, strategy } = isObject(alias) ? alias : {}
  const issues = listOf(targets).flatMap((entry, index) => targetIssues(entry, `${path}.targets[${index}]`, known))
  return [
    ...issues,
    ...(Array.isArray(targets) && issues.length === 0 ? poolIssues(targets, `${path}.targets`, known) : []),
    ...(strategy !== undefined && isSound(strategyShape, strategy)
      ? readStrategy(strategy as StrategyInput, known.strategies, `${path}.strategy`).issues
      : []),
  ]
}

/** What is wrong with the targets of an alias together. */
function poolIssues(targets: readonly unknown[], path: string, known: Known): readonly Issue[] {
  if (targets.length === 0) return wrong(path, 'must not be empty')
  if (!targets.every((entry) => isSound(aliasEntry, entry))) return []
  const shares = (targets as readonly (string | AliasTargetInput)[])
    .map(targetOf)
    .map((target) => sharesOf(target, known))
  if (shares.reduce((sum, { length }) => sum + length, 0) > mostTargets)
    return wrong(path, `stands for more than ${mostTargets} targets`)
  return shares.flat().some((share) => share > 0)
    ? []
    : wrong(path, 'no target could ever be picked: all weights are 0, or there are no credentials')
}

function targetIssues(entry: unknown, path: string, known: Known): readonly Issue[] {
  if (!isSound(aliasEntry, entry)) return []
  const { provider, credential } = targetOf(entry as string | AliasTargetInput)
  const unknown = providerIssues(provider, typeof entry === 'string' ? path : `${path}.provider`, known)
  if (unknown.length > 0 || credential === undefined) return unknown
  const credentials = known.providers.get(provider)?.credentials
  return credentials?.has(credential) === false
    ? wrong(`${path}.credential`, `provider ${provider} has no credential ${JSON.stringify(credential)}`)
    : []
}

const providerIssues = (provider: string, path: string, { providers }: Known): readonly Issue[] =>
  providers.has(provider)
    ? []
    : wrong(
        path,
        `unknown provider ${JSON.stringify(provider)}; known are ${[...providers.keys()].join(', ') || 'none'}`,
      )

/** The shares of the targets that an entry stands for. */
function sharesOf({ provider, credential, weight }: FilledTarget, { providers }: Known): readonly number[] {
  const credentials = [...(providers.get(provider)?.credentials ?? [])]
  return credentials.filter(([id]) => id === (credential ?? id)).map(([, share]) => weight * share.weight)
}

/** The aliases that an alias names, each with the path where it does. */
function referredBy(alias: unknown, path: string): readonly { readonly name: string; readonly path: string }[] {
  const larger = fieldOf(alias, 'largerContext')
  return [
    ...listOf(fieldOf(alias, 'fallback')).map((name, index) => ({ name, path: `${path}.fallback[${index}]` })),
    { name: larger, path: `${path}.largerContext` },
  ].filter((each): each is { name: string; path: string } => typeof each.name === 'string')
}

/** Names that become the same once compared as they are compared. */
function repeated(
  entries: readonly (readonly [string, unknown])[],
  fold: (name: string) => string,
  path: string,
): readonly Issue[] {
  const seen = new Set<string>()
  return entries.flatMap(([name]) => {
    if (seen.has(fold(name))) return wrong(keyPath(path, name), 'names the same as another key')
    seen.add(fold(name))
    return []
  })
}

const trimmed = (name: string): string => name.trim()

const soundProvider = (value: unknown): FilledProvider =>
  filled(providerShape, isSound(providerShape, value) ? value : {}) as FilledProvider

const isSound = (check: Check, value: unknown): boolean => check(value, '').length === 0

const fieldOf = (value: unknown, key: string): unknown =>
  isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined

const entriesOf = (value: unknown): readonly (readonly [string, unknown])[] =>
  isObject(value) ? Object.entries(value) : []

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
