import {
  advance,
  begin,
  definePolicy,
  emptySnapshot,
  explain,
  fromJson,
  healthOf,
  merge,
  reduce,
  select,
  toJson,
} from '@router/core'
import { cooled, failureAt, fleetInput, spreadShare } from './fleet.js'
import { later, now, request, type Scene } from './scene.js'

/** Something that core does, made ready in a scene. */
export interface Operation {
  readonly what: string
  /** Is nothing that is known looked at? Then it costs the same whatever cools. */
  readonly knowsNothing?: true
  /** Undefined where it is refused in that scene. */
  readonly in: (scene: Scene) => ((turn: number) => unknown) | undefined
}

const reply = { type: 'response', status: 429, headers: { 'retry-after': '30' }, body: '' } as const

/** A request that is served at once. */
export const served = {
  what: '`begin` → `succeeded`',
  in:
    ({ policy, snapshot }: Scene) =>
    (): unknown => {
      const first = begin(policy, snapshot, request, now)
      return advance(policy, first.snapshot, first.execution, { type: 'succeeded', number: 1 }, now + 1)
    },
} satisfies Operation

/** A request whose first attempt meets a bare 429. */
export const failover = {
  what: 'one failover: `begin`, three `advance`',
  in:
    ({ policy, snapshot }: Scene) =>
    (): unknown => {
      const first = begin(policy, snapshot, request, now)
      const second = advance(policy, first.snapshot, first.execution, { type: 'failed', number: 1, reply }, now + 1)
      if (second.command.type !== 'attempt') return second
      const third = advance(policy, second.snapshot, second.execution, { type: 'committed', number: 2 }, now + 2)
      return advance(policy, third.snapshot, third.execution, { type: 'succeeded', number: 2 }, now + 3)
    },
} satisfies Operation

/** The question of every request. */
export const deciding = {
  what: '`select`',
  in:
    ({ policy, snapshot }: Scene) =>
    (): unknown =>
      select(policy, snapshot, request, now),
} satisfies Operation

/** Each question is asked of a snapshot that has just learnt of another failure. */
export const decidingAnew = {
  what: '`select`, right after a change',
  in:
    ({ policy, changed }: Scene) =>
    (turn: number): unknown =>
      select(policy, changed[turn % changed.length] ?? emptySnapshot, request, now),
} satisfies Operation

/** Another failure each time, in a snapshot that grows no further. */
export const learning = {
  what: '`reduce` of a failure',
  in: ({ policy, targets, snapshot }: Scene) => {
    let known = snapshot
    return (turn: number): unknown => {
      const target = targets[(turn * 7_919) % targets.length]
      if (target !== undefined) known = reduce(policy, known, failureAt(target, now + turn, later + turn))
      return known
    }
  },
} satisfies Operation

/** All that the board shows. */
export const operations: readonly Operation[] = [
  deciding,
  decidingAnew,
  served,
  failover,
  learning,
  {
    what: '`explain`',
    in:
      ({ policy, snapshot }) =>
      () =>
        explain(policy, snapshot, request, now),
  },
  {
    what: '`merge` of two healths',
    in: ({ policy, targets, snapshot }) => {
      const [ours, theirs] = [healthOf(snapshot), healthOf(cooled(policy, spreadShare(targets, 0.5), later, 2))]
      return () => merge(ours, theirs)
    },
  },
  {
    what: '`toJson`',
    in: ({ snapshot }) => {
      const health = healthOf(snapshot)
      return () => toJson(health)
    },
  },
  {
    what: '`fromJson`',
    in: ({ snapshot }) => {
      const json: unknown = JSON.parse(JSON.stringify(toJson(healthOf(snapshot))))
      return 'issue' in fromJson(json) ? undefined : () => fromJson(json)
    },
  },
  {
    what: '`definePolicy`',
    knowsNothing: true,
    in: ({ size }) => {
      const input = fleetInput(size, Math.min(size, 20))
      return () => definePolicy(input)
    },
  },
]
