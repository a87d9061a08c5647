import type { FailedWhy, Instant, Milliseconds, TargetId } from '@router/core'

/** What a policy came to. */
export interface Simulation {
  readonly requests: number
  readonly served: number
  /** Those who were not, by why. */
  readonly failed: Readonly<Partial<Record<FailedWhy, number>>>
  readonly attempts: number
  readonly attemptsPerRequest: number
  /** Attempts that served nobody. */
  readonly wastedAttempts: number
  /** From the arrival of a request to its first content, of those who were served. */
  readonly firstContentMs: Percentiles
  /** How long requests stood and waited for a cooldown, all together. */
  readonly waitedMs: Milliseconds
  /** How long targets were out of use for a cooldown, all together. */
  readonly cooledMs: Milliseconds
  readonly cost: number
  readonly targets: readonly TargetOutcome[]
  readonly timeline: Timeline
  /** When the last request ended. */
  readonly endedAt: Instant
}

/** Half were as fast as `p50` or faster, and so on. */
export interface Percentiles {
  readonly p50: Milliseconds
  readonly p99: Milliseconds
  readonly worst: Milliseconds
}

/** What one target came to. */
export interface TargetOutcome {
  readonly id: TargetId
  readonly served: number
  /** Its part of all that were served, between 0 and 1. */
  readonly share: number
  readonly attempts: number
  readonly cooledMs: Milliseconds
  readonly cost: number
}

/** The course of a simulation, in slices of equal length: for plots. */
export interface Timeline {
  readonly sliceMs: Milliseconds
  /** Requests that came in each slice, and that failed in it. */
  readonly arrived: readonly number[]
  readonly failed: readonly number[]
  readonly targets: readonly TargetTimeline[]
}

/** The course of one target. */
export interface TargetTimeline {
  readonly id: TargetId
  /** Requests that it served, by slice. */
  readonly served: readonly number[]
  /** Attempts that failed there, by slice. */
  readonly failed: readonly number[]
  readonly cooldowns: readonly Cooldown[]
}

/** A time out of use, and what it was for. */
export interface Cooldown {
  readonly from: Instant
  readonly until: Instant
  readonly class: string
}
