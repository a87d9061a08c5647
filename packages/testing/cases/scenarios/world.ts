import {
  advance,
  begin,
  type Candidate,
  type Exclusion,
  emptySnapshot,
  explain,
  type Instant,
  type Policy,
  type Report,
  type RouteRequest,
  type RouterEvent,
  reduce,
  type Snapshot,
  type Step,
  select,
} from '@router/core'
import { compile } from './compile.js'

/** Each operation happens a moment after the one before: so much later, which no answer in whole milliseconds shows. */
const moment = 2 ** -10

/** Where a target stands: what a decision would see of it, and what refuses it. */
export interface Standing {
  readonly candidate: Candidate | undefined
  readonly exclusion: Exclusion | undefined
}

/** A router in virtual time: one snapshot, every step swapped into it, and a clock that only cases move. */
export class World {
  snapshot: Snapshot = emptySnapshot
  now: Instant

  constructor(now: Instant) {
    this.now = now
  }

  /** Lets time pass: a moment, unless more is said. */
  pass(ms: number = moment): void {
    this.now += ms
  }

  learn(policy: Policy, event: RouterEvent): void {
    this.snapshot = reduce(policy, this.snapshot, event)
  }

  begin(policy: Policy, request: RouteRequest): Step {
    return this.#swap(begin(policy, this.snapshot, request, this.now))
  }

  advance(policy: Policy, { execution }: Step, report: Report): Step {
    return this.#swap(advance(policy, this.snapshot, execution, report, this.now))
  }

  /** Where a target stands, whoever names it: a policy of its own asks the funnel. */
  standingOf(provider: string, credential: string, model: string): Standing {
    let candidate: Candidate | undefined
    const policy = compile(
      {
        providers: { [provider]: { credentials: [credential] } },
        aliases: { it: { targets: [{ provider, credential, model }] } },
        whenAllCooling: 'fail',
      },
      {
        requirements: {
          note(each) {
            candidate = each
            return undefined
          },
        },
      },
    )
    const { tiers } = explain(policy, this.snapshot, { id: 'standing', model: 'it' }, this.now)
    const explained = tiers[0]?.candidates[0]
    return { candidate, exclusion: explained?.eligible === false ? explained.exclusion : undefined }
  }

  /** When a wait is over without the jitter that spreads those who wait for the same moment: waking early is allowed. */
  wakesAt(policy: Policy, { execution, events }: Step, jittered: Instant): Instant {
    const { phase, request, tried } = execution
    if (phase.type === 'waiting' && phase.again !== undefined)
      return events.findLast((event) => event.type === 'attempt-failed')?.until ?? jittered
    const decision = select(policy, this.snapshot, { ...request, tried }, this.now)
    return decision.type === 'wait' ? decision.until : jittered
  }

  #swap(step: Step): Step {
    this.snapshot = step.snapshot
    return step
  }
}
