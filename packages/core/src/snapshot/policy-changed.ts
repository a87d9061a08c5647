import { emptyMap, keeping, type PersistentMap, valueAt, withValue } from '../lib/persistent-map.js'
import type { Target } from '../words/target.js'
import { emptyHealth } from './health.js'
import { heard } from './merge.js'
import type { Snapshot } from './snapshot.js'
import type { Traffic } from './traffic.js'
import { noTurns } from './turns.js'

/** The part of a policy that says which names there are. */
export interface NamingPolicy {
  readonly targets: ReadonlyMap<string, Target>
  /** The scopes of all targets. */
  readonly scopes: ReadonlySet<string>
  readonly aliases: Pools
  readonly models: Pools
}

type Pools = ReadonlyMap<
  string,
  {
    readonly tiers: readonly { readonly name: string; readonly members: readonly { readonly target: Target }[] }[]
  }
>

/**
 * The snapshot under another policy: what it no longer names is forgotten, what it still names keeps its state (rules
 * 21, 32). Attempts under way stay, whoever they are at: they end as they have set out.
 */
export function afterPolicyChange(policy: NamingPolicy, { health, traffic }: Snapshot): Snapshot {
  const { scopes } = policy
  return { health: heard(emptyHealth, health, { scopes }), traffic: namedTraffic(policy, traffic), scopes }
}

function namedTraffic({ targets, scopes, aliases, models }: NamingPolicy, traffic: Traffic): Traffic {
  const members = new Map<string, Set<string>>()
  for (const { tiers } of [...aliases.values(), ...models.values()])
    for (const tier of tiers) {
      if (valueAt(traffic.turns, tier.name) === undefined) continue
      const ids = members.get(tier.name) ?? new Set()
      members.set(tier.name, ids)
      for (const { target } of tier.members) ids.add(target.id)
    }
  let turns: Traffic['turns'] = emptyMap()
  for (const [name, ids] of members) {
    const known = valueAt(traffic.turns, name) ?? noTurns
    const latest = keeping(known.latest, (id) => ids.has(id))
    if (latest.size > 0) turns = withValue(turns, name, { ...known, latest })
  }
  const named = <V>(counts: PersistentMap<V>): PersistentMap<V> => keeping(counts, (id) => targets.has(id))
  return {
    ...traffic,
    turns,
    picked: named(traffic.picked),
    latencies: named(traffic.latencies),
    leases: keeping(traffic.leases, (key, { target }) => scopes.has(key) && targets.has(target)),
  }
}
