import { definePolicy, emptySnapshot, type Policy, reduce, type Snapshot, select } from '@router/core'

/** An alias `all` of so many equal targets, one provider each. */
export function equalTargets(count: number): { readonly policy: Policy; readonly ids: readonly string[] } {
  const providers = Array.from({ length: count }, (_, index) => `p${index}`)
  const policy = definePolicy({
    providers: Object.fromEntries(providers.map((provider) => [provider, {}])),
    aliases: { all: { targets: providers.map((provider) => `${provider}/m`) } },
  })
  return { policy, ids: [...policy.targets.keys()] }
}

/** Picks once for each set of available targets (as a bit mask); the others cool at that moment. Returns who was picked. */
export function picksAlong(policy: Policy, masks: readonly number[]): readonly number[] {
  const targets = [...policy.targets.values()]
  let snapshot: Snapshot = emptySnapshot
  return masks.map((mask, index) => {
    const at = index * 10
    for (const [place, { scopes }] of targets.entries())
      if ((mask & (1 << place)) === 0)
        snapshot = reduce(policy, snapshot, { type: 'cooldown-set', at, key: scopes.target, until: at + 5 })
    const decision = select(policy, snapshot, { id: `r${index}`, model: 'all' }, at)
    if (decision.type !== 'use') throw new Error('somebody is available, and nobody was picked')
    const { target, name } = decision
    const start = { type: 'attempt-started', at, name, target: target.id, number: 1, spendsToken: false } as const
    snapshot = reduce(policy, snapshot, start)
    return targets.indexOf(target)
  })
}
