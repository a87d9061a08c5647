import {
  advance,
  begin,
  definePolicy,
  emptySnapshot,
  type Instant,
  type OperatorEvent,
  type Policy,
  type PolicyInput,
  type RouteRequest,
  reduce,
  type Snapshot,
  type Strategy,
} from '@router/core'
import * as fc from 'fast-check'
import { type FleetOptions, fleets } from '../../arbitraries/fleets.js'
import { linesOfMoments, type PlayedMoment } from '../../transcripts/moments.js'
import { expectThat } from '../law.js'

/** A target that was asked goes out of use for a while and comes back. */
export interface Return {
  readonly input: PolicyInput
  /** Requests before it goes; the one that it served, counted round and round, says which target it is. */
  readonly before: number
  readonly whose: number
  /** Requests while it is away. */
  readonly during: number
  readonly how: 'cooldown' | 'suspension'
  readonly sessions: number
}

/** Fleets of two to four, and one of their targets that goes and comes back. */
export function returns(options: Pick<FleetOptions, 'labels'> = {}): fc.Arbitrary<Return> {
  return fc.record({
    input: fleets({ ...options, minTargets: 2, strategy: 'mine' }),
    before: fc.integer({ min: 1, max: 6 }),
    whose: fc.nat(5),
    during: fc.nat(5),
    how: fc.constantFrom('cooldown', 'suspension'),
    sessions: fc.nat(2),
  })
}

const awayMs = 60_000

/**
 * After its return the same requests come again, round and round: one who was asked before is asked again by then. So a
 * strategy may stay with whom it likes best, and may not forget whom it liked before.
 */
export function isAskedAgain(strategy: Strategy, { input, before, whose, during, how, sessions }: Return): void {
  const life = new Life(definePolicy(input, { strategies: { mine: strategy } }))
  const request = (index: number, round: string): RouteRequest => ({
    id: `${round}${index + 1}`,
    model: 'fast',
    ...(sessions === 0 ? {} : { session: `s${index % sessions}` }),
  })
  const asked = Array.from({ length: before }, (_, index) => life.serve(request(index, 'r')))
  const away = asked[whose % asked.length]
  const target = life.policy.targets.get(away ?? '')
  if (target === undefined) return

  const key = target.scopes.target
  const { now: at } = life
  const until = at + awayMs
  life.learn(how === 'cooldown' ? { type: 'cooldown-set', at, key, until } : { type: 'scope-suspended', at, key })
  for (let index = 0; index < during; index++) life.serve(request(index, 'd'))
  life.now = until
  if (how === 'suspension') life.learn({ type: 'scope-resumed', at: until, key })

  const told = life.moments.length
  const enough = Math.max(2 * before, 12 * life.policy.targets.size)
  for (let index = 0; index < enough; index++) if (life.serve(request(index % before, 'r')) === target.id) return
  expectThat(false, () =>
    [
      JSON.stringify(input),
      '----',
      ...linesOfMoments(life.moments.slice(0, told + 2)),
      `  and so on: ${target.id} was asked for ${asked.filter((id) => id === target.id).length} of ${before} requests before,`,
      `  is back since ${until}ms, and has been asked for none of ${enough} requests since, the same ones again`,
    ].join('\n'),
  )
}

/** Requests one after the other, each of which succeeds at its first attempt. */
class Life {
  readonly policy: Policy
  readonly moments: PlayedMoment[] = []
  now: Instant = 0
  #snapshot: Snapshot = emptySnapshot

  constructor(policy: Policy) {
    this.policy = policy
  }

  learn(event: OperatorEvent): void {
    this.moments.push({ moment: { type: 'operate', at: this.now, event } })
    this.#snapshot = reduce(this.policy, this.#snapshot, event)
  }

  /** Who was asked. */
  serve(request: RouteRequest): string | undefined {
    const first = begin(this.policy, this.#snapshot, request, this.now)
    this.moments.push({ moment: { type: 'begin', at: this.now, request }, step: first })
    this.#snapshot = first.snapshot
    if (first.command.type !== 'attempt') return undefined
    this.now += 10
    const report = { type: 'succeeded', number: 1 } as const
    const step = advance(this.policy, this.#snapshot, first.execution, report, this.now)
    this.moments.push({ moment: { type: 'advance', at: this.now, id: request.id, report, late: false }, step })
    this.#snapshot = step.snapshot
    this.now += 10
    return first.command.target.id
  }
}
