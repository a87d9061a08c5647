import type { Milliseconds, Reply } from '@router/core'
import * as fc from 'fast-check'
import { type Answer, answers } from './adversaries.js'
import { type RequestChoice, requestChoices } from './route-requests.js'

/** One thing that happens to a router; whom it happens to are numbers, bound when it is played. */
export type Move =
  /** A request comes. */
  | { readonly type: 'begin'; readonly afterMs: Milliseconds; readonly request: RequestChoice }
  /** One of the open executions gets its report. */
  | { readonly type: 'answer'; readonly afterMs: Milliseconds; readonly of: number; readonly answer: Answer }
  /** An attempt that has failed or was abandoned reports once more. */
  | { readonly type: 'late'; readonly afterMs: Milliseconds; readonly of: number; readonly answer: Answer }
  /** An operator lays hands on a scope. */
  | {
      readonly type: 'operate'
      readonly afterMs: Milliseconds
      readonly hand: 'suspend' | 'resume' | 'cool' | 'clear'
      readonly scope: number
      readonly lengthMs: Milliseconds
    }
  /** What was known after an earlier move is heard again. */
  | { readonly type: 'hear'; readonly afterMs: Milliseconds; readonly since: number }

/** What happens to a router, in order. */
export type History = readonly Move[]

/** What {@link histories} may be told. */
export interface HistoryOptions {
  readonly maxLength?: number
  readonly replies?: fc.Arbitrary<Reply>
  readonly requests?: fc.Arbitrary<RequestChoice>
  /** Only these moves; all by default. */
  readonly moves?: readonly Move['type'][]
}

/**
 * Up to 24 moves: concurrent requests and what comes of them, late reports, an operator's hand, news. Play them with
 * `playHistory`. Shrinks to a few requests that fail at once.
 */
export function histories({
  maxLength = 24,
  replies,
  requests = requestChoices(),
  moves = ['begin', 'answer', 'late', 'operate', 'hear'],
}: HistoryOptions = {}): fc.Arbitrary<History> {
  const afterMs = fc.constantFrom(0, 0, 0, 1, 1, 200, 1_500, 12_000, 90_000)
  const answer = answers(replies)
  const all: Readonly<Record<Move['type'], { weight: number; arbitrary: fc.Arbitrary<Move> }>> = {
    begin: { weight: 5, arbitrary: fc.record({ type: fc.constant('begin'), afterMs, request: requests }) },
    answer: { weight: 9, arbitrary: fc.record({ type: fc.constant('answer'), afterMs, of: fc.nat(9), answer }) },
    late: { weight: 1, arbitrary: fc.record({ type: fc.constant('late'), afterMs, of: fc.nat(9), answer }) },
    operate: {
      weight: 1,
      arbitrary: fc.record({
        type: fc.constant('operate'),
        afterMs,
        hand: fc.constantFrom('suspend', 'resume', 'cool', 'clear'),
        scope: fc.nat(60),
        lengthMs: fc.constantFrom(0, 1_000, 60_000),
      }),
    },
    hear: { weight: 1, arbitrary: fc.record({ type: fc.constant('hear'), afterMs, since: fc.nat(20) }) },
  }
  return fc.array(fc.oneof({ withCrossShrink: true }, ...moves.map((type) => all[type])), { maxLength, size: 'max' })
}
