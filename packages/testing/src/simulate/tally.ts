import type { FailedWhy, Instant, Milliseconds, Policy, Target, TargetId } from '@router/core'
import { membersOf } from '../play/members-of.js'
import type { Lanes } from './lanes.js'
import type { Percentiles, Simulation } from './simulation.js'
import { Slices } from './slices.js'

interface Counts {
  readonly target: Target
  served: number
  attempts: number
  cost: number
  readonly servedBy: number[]
  readonly failedBy: number[]
}

/** Counts as it goes, and says in the end what it came to. */
export class Tally {
  requests = 0
  served = 0
  readonly #policy: Policy
  readonly #names = new Set<string>()
  #attempts = 0
  #waitedMs: Milliseconds = 0
  #endedAt: Instant = 0
  readonly #failed: Partial<Record<FailedWhy, number>> = {}
  readonly #firstContentMs: Milliseconds[] = []
  readonly #slices = new Slices()
  readonly #arrived = this.#slices.row()
  readonly #lost = this.#slices.row()
  readonly #targets: ReadonlyMap<TargetId, Counts>

  constructor(policy: Policy) {
    this.#policy = policy
    this.#targets = new Map(
      [...policy.targets.values()].map((target) => [
        target.id,
        { target, served: 0, attempts: 0, cost: 0, servedBy: this.#slices.row(), failedBy: this.#slices.row() },
      ]),
    )
  }

  arrive(at: Instant, name: string): void {
    this.requests++
    this.#names.add(name)
    this.#slices.add(this.#arrived, at)
  }

  attempt(target: Target): void {
    this.#attempts++
    this.#of(target).attempts++
  }

  attemptFailed(target: Target, at: Instant): void {
    this.#slices.add(this.#of(target).failedBy, at)
  }

  wait(forMs: Milliseconds): void {
    this.#waitedMs += forMs
  }

  serve(target: Target, firstContentMs: Milliseconds, cost: number, at: Instant): void {
    this.served++
    this.#firstContentMs.push(firstContentMs)
    const counts = this.#of(target)
    counts.served++
    counts.cost += cost
    this.#slices.add(counts.servedBy, at)
    this.#endedAt = Math.max(this.#endedAt, at)
  }

  fail(why: FailedWhy, at: Instant): void {
    this.#failed[why] = (this.#failed[why] ?? 0) + 1
    this.#slices.add(this.#lost, at)
    this.#endedAt = Math.max(this.#endedAt, at)
  }

  result(lanes: Lanes): Simulation {
    const endedAt = this.#endedAt
    const all = this.#concerned()
    const targets = all.map(({ target, served, attempts, cost }) => ({
      id: target.id,
      served,
      share: this.served === 0 ? 0 : served / this.served,
      attempts,
      cooledMs: lanes
        .of(target)
        .reduce((sum, { from, until }) => sum + Math.max(0, Math.min(until, endedAt) - from), 0),
      cost,
    }))
    return {
      requests: this.requests,
      served: this.served,
      failed: this.#failed,
      attempts: this.#attempts,
      attemptsPerRequest: this.requests === 0 ? 0 : this.#attempts / this.requests,
      wastedAttempts: this.#attempts - this.served,
      firstContentMs: percentiles(this.#firstContentMs),
      waitedMs: this.#waitedMs,
      cooledMs: targets.reduce((sum, { cooledMs }) => sum + cooledMs, 0),
      cost: targets.reduce((sum, { cost }) => sum + cost, 0),
      targets,
      timeline: {
        sliceMs: this.#slices.sliceMs,
        arrived: this.#arrived,
        failed: this.#lost,
        targets: all.map(({ target, servedBy, failedBy }) => ({
          id: target.id,
          served: servedBy,
          failed: failedBy,
          cooldowns: lanes.of(target),
        })),
      },
      endedAt,
    }
  }

  /** Those that the names stand for that were asked for, in their order, and whoever else was asked. */
  #concerned(): readonly Counts[] {
    const meant = [...this.#names].flatMap((name) => membersOf(this.#policy, name)).map((target) => this.#of(target))
    const asked = [...this.#targets.values()].filter(({ attempts }) => attempts > 0)
    return [...new Set([...meant, ...asked])]
  }

  #of({ id }: Target): Counts {
    const counts = this.#targets.get(id)
    if (counts === undefined) throw new TypeError(`the policy has no target ${id}`)
    return counts
  }
}

function percentiles(all: readonly Milliseconds[]): Percentiles {
  const sorted = Float64Array.from(all).sort()
  const at = (share: number): Milliseconds =>
    sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? 0
  return { p50: at(0.5), p99: at(0.99), worst: sorted.at(-1) ?? 0 }
}
