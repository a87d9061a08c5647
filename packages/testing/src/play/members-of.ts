import type { Policy, Pool, Target } from '@router/core'

/** What a requested name stands for; undefined: the policy does not know it. */
export function poolOf(policy: Policy, name: string): Pool | undefined {
  return policy.aliases.get(name.trim().toLowerCase()) ?? policy.models.get(name.trim())
}

/** The targets of a name, tier by tier; none where the policy does not know it. */
export function membersOf(policy: Policy, name: string): readonly Target[] {
  return (poolOf(policy, name)?.tiers ?? []).flatMap(({ members }) => members.map(({ target }) => target))
}
