import {
  definePolicy,
  emptySnapshot,
  type Policy,
  type PolicyInput,
  type RouterEvent,
  reduce,
  type Snapshot,
  type Target,
} from '@router/core'

/** What `fleetOf` compiles. */
export function fleetInput(size: number, members: number): PolicyInput {
  const each = Math.min(10, size)
  const providers = Array.from({ length: Math.ceil(size / each) }, (_, index) => `provider-${index}`)
  const models = Array.from({ length: each }, (_, index) => `model-${index}`)
  const targets = providers.flatMap((provider) => models.map((model) => ({ provider, model })))
  return {
    providers: Object.fromEntries(providers.map((provider) => [provider, { credentials: ['key-1'], models }])),
    aliases: { fast: { targets: targets.slice(0, members) } },
  }
}

const fleets = new Map<string, Policy>()

/** One alias `fast` of `members` targets, in a policy of `size` targets, ten to a provider. */
export function fleetOf(size: number, members: number): Policy {
  const name = `${size} ${members}`
  const policy = fleets.get(name) ?? definePolicy(fleetInput(size, members))
  fleets.set(name, policy)
  return policy
}

/** A failure that cools a target until `until`. */
export function failureAt(target: Target, failedAt: number, until: number): RouterEvent {
  return {
    type: 'attempt-failed',
    at: failedAt,
    target: target.id,
    startedAt: failedAt - 1,
    class: 'rate-limited',
    scope: 'target',
    rule: 'bench',
    failedAt,
    key: target.scopes.target,
    until,
    level: 1,
    needs: 'generation-started',
    firm: true,
  }
}

/** The snapshot in which each of these targets cools until `until`. */
export function cooled(policy: Policy, targets: readonly Target[], until: number, failedAt = 1): Snapshot {
  return targets.reduce<Snapshot>(
    (known, target) => reduce(policy, known, failureAt(target, failedAt, until)),
    emptySnapshot,
  )
}

/** A share of a list, evenly spread over it; one is always left out. */
export const spreadShare = <T>(all: readonly T[], share: number): readonly T[] =>
  all.slice(0, -1).filter((_, index) => Math.floor((index + 1) * share) > Math.floor(index * share))
