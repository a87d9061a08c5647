import { valueAt } from '../lib/persistent-map.js'
import { latencyOf } from '../snapshot/latency.js'
import { inFlightOf, type Traffic } from '../snapshot/traffic.js'
import { dueAt, type Turn, type Turns } from '../snapshot/turns.js'
import type { Candidate, ScopedCooling, Suspension } from '../strategy/candidate.js'
import type { Member } from '../strategy/member.js'
import { accountOf } from '../words/names.js'
import type { Instant, Milliseconds } from '../words/time.js'
import { coolingOf, probingOf, type Standing, suspensionOf } from './standing.js'

/** What all candidates of one tier see at one moment. */
export interface Moment {
  readonly traffic: Traffic
  /** The turns under the name whose tier it is. */
  readonly turns: Turns
  readonly now: Instant
}

/**
 * A member and what is known of it at one moment. Facts are looked up when they are read, because most decisions read
 * few: nothing is held against most targets, and a strategy asks about what it needs.
 */
export class KnownCandidate implements Candidate {
  // Declared private and not written with `#`: those are slow to set up, and there is one of these for each member of each decision.
  private readonly member: Member
  private readonly standing: Standing
  private readonly latestTurn: Turn | undefined
  private readonly moment: Moment

  constructor(member: Member, standing: Standing, latestTurn: Turn | undefined, moment: Moment) {
    this.member = member
    this.standing = standing
    this.latestTurn = latestTurn
    this.moment = moment
  }

  get target(): Member['target'] {
    return this.member.target
  }

  get order(): number {
    return this.member.order
  }

  get weight(): number {
    return this.member.weight
  }

  get hash(): number {
    return this.member.hash
  }

  get labels(): Member['labels'] {
    return this.member.labels
  }

  get cooling(): ScopedCooling | undefined {
    return coolingOf(this.standing, this.moment.now)
  }

  get probing(): ScopedCooling | undefined {
    const { traffic, now } = this.moment
    return probingOf(this.standing, traffic.leases, now)
  }

  get suspension(): Suspension | undefined {
    return suspensionOf(this.standing)
  }

  get inFlight(): number {
    return inFlightOf(this.moment.traffic, this.member.target.id, this.member.hash)
  }

  get credentialInFlight(): number {
    return inFlightOf(this.moment.traffic, accountOf(this.member.target.id))
  }

  get turn(): number {
    return this.latestTurn?.pick ?? 0
  }

  get lastPick(): number {
    return valueAt(this.moment.traffic.picked, this.member.target.id, this.member.hash)?.latest ?? 0
  }

  get dueAt(): number {
    return dueAt(this.moment.turns, this.latestTurn, this.member.weight)
  }

  get latencyMs(): Milliseconds | undefined {
    const { traffic, now } = this.moment
    return latencyOf(traffic.latencies, this.member.target.id, now, this.member.hash)
  }
}
