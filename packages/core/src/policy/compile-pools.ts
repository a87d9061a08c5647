import { hashesOf, type Member } from '../strategy/member.js'
import type { Strategy } from '../strategy/preference.js'
import type { Json } from '../words/json.js'
import type { Target } from '../words/target.js'
import { makeTarget, type Provider } from './compile-providers.js'
import type { Pool, Tier } from './policy.js'
import type { AliasInput, AliasTargetInput } from './policy-input.js'
import { foldName } from './resolve.js'

/** What compiling names needs: providers, aliases by folded name, and the strategies by name. */
export interface PoolSource {
  readonly providers: ReadonlyMap<string, Provider>
  readonly aliases: ReadonlyMap<string, { readonly name: string; readonly input: AliasInput }>
  readonly groups: readonly (readonly string[])[]
  readonly strategyOf: (names: AliasInput['strategy']) => Strategy
}

/** Every pool, and every target in them. */
export interface Pools {
  readonly aliases: ReadonlyMap<string, Pool>
  readonly models: ReadonlyMap<string, Pool>
  readonly targets: ReadonlyMap<string, Target>
}

/** One place of a target in the order of a name: compared rank by rank (design: tiers, native-first, groups and fallback are one mechanism). */
interface Place {
  readonly ranks: readonly number[]
  readonly target: Target
  readonly weight: number
  readonly labels: Readonly<Record<string, Json>>
}

/** Turns names into tiers. The source is valid: no dangling name, no cycle. */
export function compilePools(source: PoolSource): Pools {
  const targets = new Map<string, Target>()
  const place = (entry: AliasTargetInput, ranks: readonly number[], native: boolean): Place[] => {
    const provider = source.providers.get(entry.provider)
    if (provider === undefined) return []
    const { model } = entry
    const ids = entry.credential === undefined ? [...provider.credentials.keys()] : [entry.credential]
    return ids.map((id) => {
      const credential = provider.credentials.get(id) ?? {}
      const made = makeTarget(provider, id, model)
      const target = targets.get(made.id) ?? made
      targets.set(target.id, target)
      return {
        ranks: [entry.tier ?? 0, native ? 0 : 1, ...ranks, credential.tier ?? 0],
        target,
        weight: (entry.weight ?? 1) * (credential.weight ?? 1),
        labels: { ...target.labels, ...entry.labels },
      }
    })
  }

  const ownTiers = new Map<string, readonly Tier[]>()
  for (const [folded, { name, input }] of source.aliases) {
    const places = input.targets.map(targetOf).flatMap((entry) => {
      const provider = source.providers.get(entry.provider)
      const native = input.nativeFirst !== true || isNative(provider, name) || isNative(provider, entry.model)
      return place(entry, [0], native)
    })
    ownTiers.set(folded, tiersOf(name, places, source.strategyOf(input.strategy)))
  }

  const aliases = new Map<string, Pool>()
  for (const [folded, { name, input }] of source.aliases) {
    const tiers = withoutRepeats(fallbackOrder(source, folded).flatMap((alias) => ownTiers.get(alias) ?? []))
    const larger = input.largerContext === undefined ? {} : { largerContext: input.largerContext }
    aliases.set(folded, { name, tiers, size: sizeOf(tiers), ...larger })
  }

  const models = new Map<string, Pool>()
  const add = (name: string, places: readonly Place[]): void => {
    const tiers = withoutRepeats(tiersOf(name, places, source.strategyOf(undefined)))
    if (!source.aliases.has(foldName(name)) && !models.has(name)) models.set(name, { name, tiers, size: sizeOf(tiers) })
  }
  for (const model of new Set([...source.providers.values()].flatMap(({ models: declared }) => [...declared.keys()]))) {
    const offering = [...source.providers.values()].filter((provider) => provider.models.has(model))
    add(
      model,
      offering.flatMap((provider) => place({ provider: provider.id, model }, [0], isNative(provider, model))),
    )
  }
  const groups = source.groups.map((group) => group.map(targetOf))
  for (const { provider, model } of groups.flat()) place({ provider, model }, [0], true)
  // A member without credentials has no target, and is a name all the same: those after it answer.
  const direct = new Map(
    [...targets.values(), ...groups.flat()].map(({ provider, model }) => [`${provider}/${model}`, { provider, model }]),
  )
  for (const { provider, model } of direct.values()) {
    const group = groups.find((members) => members.some((member) => same(member, { provider, model }))) ?? []
    const promoted = [{ provider, model }, ...group.filter((member) => !same(member, { provider, model }))]
    add(
      `${provider}/${model}`,
      promoted.flatMap((member, rank) => place(member, [rank], true)),
    )
  }
  return { aliases, models, targets }
}

/** `provider/model` split at the first slash, or the entry itself; trimmed. */
export function targetOf(entry: string | AliasTargetInput): AliasTargetInput {
  if (typeof entry !== 'string') {
    const credential = entry.credential === undefined ? {} : { credential: entry.credential.trim() }
    return { ...entry, ...credential, provider: entry.provider.trim(), model: entry.model.trim() }
  }
  const slash = entry.indexOf('/')
  return { provider: entry.slice(0, slash).trim(), model: entry.slice(slash + 1).trim() }
}

/** An alias and its fallback aliases, depth first, each once (rule 8). */
function fallbackOrder(source: PoolSource, folded: string): readonly string[] {
  const order = new Set<string>()
  const visit = (alias: string): void => {
    if (order.has(alias)) return
    order.add(alias)
    for (const next of source.aliases.get(alias)?.input.fallback ?? []) visit(foldName(next))
  }
  visit(folded)
  return [...order]
}

function isNative(provider: Provider | undefined, name: string): boolean {
  const folded = foldName(name)
  return provider?.nativePrefixes.some((prefix) => folded.startsWith(prefix)) ?? false
}

/** Places of equal rank form a tier; ranks are compared left to right, and equal ones keep declared order. */
function tiersOf(name: string, places: readonly Place[], strategy: Strategy): readonly Tier[] {
  const byRanks = new Map<string, Place[]>()
  for (const place of places.toSorted((a, b) => compareRanks(a.ranks, b.ranks))) {
    const key = place.ranks.join()
    const tier = byRanks.get(key)
    if (tier === undefined) byRanks.set(key, [place])
    else tier.push(place)
  }
  return [...byRanks.values()].map((tier) => ({
    name,
    strategy,
    members: tier.map(
      ({ target, weight, labels }, order): Member => ({ target, weight, labels, order, ...hashesOf(target) }),
    ),
  }))
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((rank, index) => rank !== b[index])
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0)
}

/** A target counts once, where it stands first; a tier that is left empty is none (rule 3). */
function withoutRepeats(tiers: readonly Tier[]): readonly Tier[] {
  const seen = new Set<string>()
  return tiers
    .map((tier) => ({
      ...tier,
      members: tier.members
        .filter(({ target }) => !seen.has(target.id) && seen.add(target.id) !== undefined)
        .map((member, order) => ({ ...member, order })),
    }))
    .filter(({ members }) => members.length > 0)
}

const sizeOf = (tiers: readonly Tier[]): number => tiers.reduce((sum, { members }) => sum + members.length, 0)

const same = (
  a: { readonly provider: string; readonly model: string },
  b: { readonly provider: string; readonly model: string },
): boolean => a.provider === b.provider && a.model === b.model
