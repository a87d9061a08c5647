import { grouped } from '../lib/grouped.js'
import { hashed } from '../strategy/member.js'
import type { Strategy } from '../strategy/preference.js'
import type { StrategyInput } from '../strategy/strategy-input.js'
import { type TargetId, targetId } from '../words/names.js'
import { makeTarget, type Provider } from './compile-providers.js'
import { type FilledAlias, type FilledTarget, targetOf } from './filled-input.js'
import type { Policy, Pool, Tier } from './policy.js'
import { foldName } from './resolve.js'
import { type Place, tiersOf, withoutRepeats } from './tiers.js'

/** What compiling names needs: providers, aliases by folded name, and how to read a strategy. */
export interface PoolSource {
  readonly providers: ReadonlyMap<string, Provider>
  readonly aliases: ReadonlyMap<string, { readonly name: string; readonly input: FilledAlias }>
  readonly groups: readonly (readonly string[])[]
  readonly strategyOf: (input: StrategyInput) => Strategy
}

/**
 * Turns names into tiers: an entry's tier, then native providers, then a group's promoted member, then the credential's
 * tier, then the fallback aliases. The source is valid: no dangling name, no cycle.
 */
export function compilePools(
  source: PoolSource,
): Pick<Policy, 'aliases' | 'models' | 'targets' | 'scopes' | 'weights'> {
  const { providers, aliases, strategyOf } = source
  const known = new Map<TargetId, ReturnType<typeof hashed>>()
  const weights = new Map<string, Map<TargetId, number>>()

  const placesOf = (entry: FilledTarget, native: boolean, rank: number): readonly Place[] => {
    const provider = providers.get(entry.provider)
    const credentials = [...(provider?.credentials ?? [])].filter(([id]) => id === (entry.credential ?? id))
    return credentials.map(([credentialId, credential]) => {
      const id = targetId(entry.provider, credentialId, entry.model)
      const found = known.get(id) ?? hashed(makeTarget(provider as Provider, credentialId, entry.model))
      known.set(id, found)
      return {
        ranks: [entry.tier, native ? 0 : 1, rank, credential.tier],
        weight: entry.weight * credential.weight,
        labels: { ...found.target.labels, ...entry.labels },
        ...found,
      }
    })
  }
  const ownTiers = (name: string, places: readonly Place[], strategy: StrategyInput): readonly Tier[] => {
    const tiers = withoutRepeats(tiersOf(name, places, strategyOf(strategy)))
    const members = tiers.flatMap((tier) => tier.members).filter(({ weight }) => weight !== 1)
    if (members.length > 0) weights.set(name, new Map(members.map(({ target, weight }) => [target.id, weight])))
    return tiers
  }

  const own = new Map<string, readonly Tier[]>()
  for (const [folded, { name, input }] of aliases) {
    const places = input.targets.map(targetOf).flatMap((entry) => {
      const provider = providers.get(entry.provider)
      const native = !input.nativeFirst || isNative(provider, name) || isNative(provider, entry.model)
      return placesOf(entry, native, 0)
    })
    own.set(folded, ownTiers(name, places, input.strategy))
  }
  const aliasPools = new Map<string, Pool>()
  for (const [folded, { name, input }] of aliases) {
    const tiers = fallbackOrder(aliases, folded).flatMap((alias) => own.get(alias) ?? [])
    const larger = input.largerContext === undefined ? {} : { largerContext: input.largerContext }
    aliasPools.set(folded, { ...poolOf(name, withoutRepeats(tiers)), ...larger })
  }

  const models = new Map<string, Pool>()
  const add = (name: string, places: readonly Place[]): void => {
    if (!aliases.has(foldName(name))) models.set(name, poolOf(name, ownTiers(name, places, 'round-robin')))
  }
  const declared = [...providers.values()].flatMap((provider) =>
    [...provider.models.keys()].map((model) => ({ model, provider })),
  )
  for (const [model, offers] of grouped(declared, (offer) => offer.model))
    add(
      model,
      offers.flatMap(({ provider }) => placesOf(modelAt(provider.id, model), isNative(provider, model), 0)),
    )

  const groupOf = new Map<string, readonly FilledTarget[]>()
  for (const group of source.groups.map((members) => members.map(targetOf)))
    for (const member of group) {
      placesOf(member, true, 0)
      if (!groupOf.has(nameOf(member))) groupOf.set(nameOf(member), group)
    }
  // After the declared models: where one is called as `provider/model` of another is, the other is meant.
  // What is declared or in a group at a provider without credentials has no target, and is a name all the same.
  const direct = [
    ...[...known.values()].map(({ target }) => target),
    ...declared.map(({ model, provider }) => ({ model, provider: provider.id })),
    ...source.groups.flat().map(targetOf),
  ]
  for (const asked of new Map(direct.map((target) => [nameOf(target), target])).values()) {
    const name = nameOf(asked)
    // It stands first, and in its group once more, where it does not count.
    const members = [modelAt(asked.provider, asked.model), ...(groupOf.get(name) ?? [])]
    add(
      name,
      members.flatMap((member, rank) => placesOf(member, true, rank)),
    )
  }
  const targets = new Map([...known].map(([id, { target }]) => [id, target]))
  const scopes = new Set([...targets.values()].flatMap((target) => Object.values(target.scopes)))
  return { aliases: aliasPools, models, targets, scopes, weights }
}

const modelAt = (provider: string, model: string): FilledTarget => targetOf({ provider, model })

const nameOf = ({ provider, model }: { readonly provider: string; readonly model: string }): string =>
  `${provider}/${model}`

const poolOf = (name: string, tiers: readonly Tier[]): Pool => ({
  name,
  tiers,
  size: tiers.reduce((sum, { members }) => sum + members.length, 0),
})

/** An alias and its fallback aliases, depth first, each once (rule 8). */
function fallbackOrder(aliases: PoolSource['aliases'], folded: string): readonly string[] {
  const order = new Set<string>()
  const todo = [folded]
  for (let alias = todo.pop(); alias !== undefined; alias = todo.pop()) {
    if (order.has(alias)) continue
    order.add(alias)
    todo.push(...(aliases.get(alias)?.input.fallback ?? []).map(foldName).reverse())
  }
  return [...order]
}

function isNative(provider: Provider | undefined, name: string): boolean {
  const folded = foldName(name)
  return provider?.nativePrefixes.some((prefix) => folded.startsWith(prefix)) ?? false
}
