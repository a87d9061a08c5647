import {
  type Instant,
  inspect,
  type Policy,
  type RouterEvent,
  type ScopeName,
  type Snapshot,
  type Target,
} from '@router/core'
import type { Cooldown } from './simulation.js'

/** Which targets are out of use for a cooldown, and since when: asked of core whenever it may have changed. */
export class Lanes {
  readonly #policy: Policy
  readonly #behind: ReadonlyMap<ScopeName, readonly Target[]>
  readonly #lanes: ReadonlyMap<string, Cooldown[]>

  constructor(policy: Policy) {
    this.#policy = policy
    const behind = new Map<ScopeName, Target[]>()
    for (const target of policy.targets.values())
      for (const key of Object.values(target.scopes)) behind.set(key, [...(behind.get(key) ?? []), target])
    this.#behind = behind
    this.#lanes = new Map([...policy.targets.keys()].map((id) => [id, []]))
  }

  /** The cooldowns of a target, in order. */
  of(target: Target): readonly Cooldown[] {
    return this.#lanes.get(target.id) ?? []
  }

  hear(event: RouterEvent, snapshot: Snapshot, now: Instant): void {
    if (event.type === 'attempt-failed') {
      if (event.key !== undefined && event.until > now)
        for (const target of this.#behind.get(event.key) ?? []) this.#cools(target, event.class, event.until, now)
    } else if (event.type === 'attempt-committed' || event.type === 'attempt-succeeded') {
      const target = this.#policy.targets.get(event.target)
      if (target !== undefined && this.#isCooling(target, now)) this.#look(target, snapshot, now)
    }
  }

  #isCooling({ id }: Target, now: Instant): boolean {
    const last = this.#lanes.get(id)?.at(-1)
    return last !== undefined && last.until > now
  }

  #cools({ id }: Target, kind: string, until: Instant, now: Instant): void {
    const lane = this.#lanes.get(id)
    const last = lane?.at(-1)
    if (last === undefined || last.until < now) lane?.push({ from: now, until, class: kind })
    else if (until > last.until) lane?.splice(-1, 1, { ...last, until })
  }

  /** A success may have brought it back before its time, and everybody with whom it shares the scope. */
  #look({ scopes }: Target, snapshot: Snapshot, now: Instant): void {
    const cooling = coolingScopes(this.#policy, snapshot, now)
    const sharing = new Set(Object.values(scopes).flatMap((key) => this.#behind.get(key) ?? []))
    for (const target of sharing) {
      if (!this.#isCooling(target, now) || Object.values(target.scopes).some((key) => cooling.has(key))) continue
      const lane = this.#lanes.get(target.id)
      const last = lane?.at(-1)
      if (last !== undefined) lane?.splice(-1, 1, { ...last, until: now })
    }
  }
}

function coolingScopes(policy: Policy, snapshot: Snapshot, now: Instant): ReadonlySet<ScopeName> {
  const rows = inspect(policy, snapshot, now).filter(({ state }) => state === 'cooling')
  return new Set(rows.map(({ scope }) => scope))
}
