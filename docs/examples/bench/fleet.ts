import { definePolicy, type Policy, type RouterEvent, reduce, type Snapshot, type Target } from '@router/core'

/** One alias `fast` of `members` targets, in a policy of `size` targets, ten to a provider. */
export function fleetOf(size: number, members: number): Policy {
  const providers = Array.from({ length: Math.ceil(size / 10) }, (_, index) => `provider-${index}`)
  const models = Array.from({ length: 10 }, (_, index) => `model-${index}`)
  const targets = providers.flatMap((provider) => models.map((model) => ({ provider, model })))
  return definePolicy({
    providers: Object.fromEntries(providers.map((provider) => [provider, { credentials: ['key-1'], models }])),
    aliases: { fast: { targets: targets.slice(0, members) } },
  })
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
export function cooled(policy: Policy, snapshot: Snapshot, targets: readonly Target[], until: number): Snapshot {
  return targets.reduce((known, target) => reduce(policy, known, failureAt(target, 1, until)), snapshot)
}
