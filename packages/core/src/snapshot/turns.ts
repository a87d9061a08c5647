import { emptyMap, type PersistentMap, valueAt, withValue } from '../lib/persistent-map.js'
import type { TargetId } from '../words/names.js'

/** Whose turn it is under one name: all that round-robin and `weighted` remember (rule 10). */
export interface Turns {
  /** Virtual time, in turns of weight 1: when the latest turn was due. It never runs back. */
  readonly time: number
  readonly latest: PersistentMap<Turn>
}

/** A target's latest turn. */
export interface Turn {
  /** The number of that pick. */
  readonly pick: number
  /** When it is used up, in virtual time: the larger the share, the sooner. */
  readonly endsAt: number
}

/** Nobody has had a turn. */
export const noTurns: Turns = { time: 0, latest: emptyMap() }

/** Notes a turn of a target that has this weight under the name. */
export function withTurn(turns: Turns, id: TargetId, pick: number, weight: number): Turns {
  const time = dueAt(turns, valueAt(turns.latest, id), weight)
  return { time, latest: withValue(turns.latest, id, { pick, endsAt: time + lengthOf(weight) }) }
}

/**
 * When the next turn after this one is due: at its end, but never in the past, so that nobody saves turns up, and never
 * later than one turn from now, so that nobody waits for what a weight of yesterday has left to pay.
 */
export function dueAt({ time }: Turns, turn: Turn | undefined, weight: number): number {
  return turn === undefined ? time : Math.max(time, Math.min(turn.endsAt, time + lengthOf(weight)))
}

/** A drained target that is pinned takes no time: it has no share. */
const lengthOf = (weight: number): number => (weight > 0 ? 1 / weight : 0)
