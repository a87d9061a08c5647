import { emptySnapshot, type Policy, type Snapshot } from '@router/core'
import { describe, expect, it } from 'vitest'
import { entriesOf } from '../../src/lib/persistent-map.js'
import { pickOnce, placesIn, weightedTargets } from './picks.js'

const depth = 9

/** One of all histories, up to what may still make a difference. */
interface History {
  readonly snapshot: Snapshot
  /** The set of available targets since `spread` is counted. */
  readonly mask: number
  /** For each pair the lead of one over the other, in turns, less the lowest it has been in this stretch. */
  readonly spread: readonly number[]
  /** How often in a row each has been passed over. */
  readonly passedOver: readonly number[]
}

/** What a history's future depends on: turns relative to the latest one, and what has been counted. */
function keyOf({ snapshot, mask, spread, passedOver }: History): string {
  const turns = entriesOf(snapshot.traffic.turns).map(([, { time, latest }]) => {
    const order = entriesOf(latest).toSorted(([, a], [, b]) => a.pick - b.pick)
    return order.map(([id, { endsAt }]) => `${id} ${(endsAt - time).toFixed(6)}`).join()
  })
  return [turns, mask, spread.map((each) => each.toFixed(6)), passedOver].join('|')
}

/** Every history of so many picks, those that are alike once. */
function histories(policy: Policy, weights: readonly number[], hear: (history: History) => void): void {
  const count = weights.length
  const pairs = weights.flatMap((_, one) => weights.map((__, other) => [one, other] as const))
  const none = { snapshot: emptySnapshot, mask: 0, spread: pairs.map(() => 0), passedOver: weights.map(() => 0) }
  let present = new Map<string, History>([['', none]])
  for (let length = 0; length < depth; length++) {
    const next = new Map<string, History>()
    for (const history of present.values())
      for (let mask = 1; mask < 2 ** count; mask++) {
        const [who, snapshot] = pickOnce(policy, history.snapshot, mask)
        const turn = 1 / (weights[who] ?? 0)
        const available = placesIn(mask, count)
        const spread = pairs.map(([one, other], index) => {
          if (!available.includes(one) || !available.includes(other)) return 0
          const before = history.mask === mask ? (history.spread[index] ?? 0) : 0
          return Math.max(0, before + (who === one ? turn : 0) - (who === other ? turn : 0))
        })
        const passedOver = history.passedOver.map((times, place) =>
          place === who ? 0 : times + (available.includes(place) ? 1 : 0),
        )
        const longer = { snapshot, mask, spread, passedOver }
        const key = keyOf(longer)
        if (next.has(key)) continue
        next.set(key, longer)
        hear(longer)
      }
    present = next
  }
}

const vectors = (count: number): readonly (readonly number[])[] =>
  count === 0
    ? [[]]
    : vectors(count - 1).flatMap((rest) => [
        [...rest, 1],
        [...rest, 2],
      ])

describe.each([1, 2, 3].flatMap(vectors))('in every history of nine picks among weights %j', (...weights) => {
  it('weighted keeps shares within a turn of either, and passes nobody over for longer than two rounds', () => {
    const all = weights.reduce((sum, weight) => sum + weight, 0)
    let heard = 0
    histories(weightedTargets(weights), weights, ({ spread, passedOver }) => {
      heard++
      for (const [index, lead] of spread.entries()) {
        const [one, other] = [Math.floor(index / weights.length), index % weights.length]
        const bound = 1 / (weights[one] ?? 0) + 1 / (weights[other] ?? 0)
        if (lead > bound + 1e-9) throw new Error(`${one} leads ${other} by ${lead} turns`)
      }
      for (const [place, times] of passedOver.entries())
        if (times > (2 * all) / (weights[place] ?? 0)) throw new Error(`${place} was passed over ${times} times`)
    })
    expect(heard).toBeGreaterThanOrEqual(depth)
  })
})

describe.each([1, 2, 3])('in every history of nine picks among %i equals', (count) => {
  it('round-robin keeps picks within one of each other, and passes nobody over more than n-1 times', () => {
    const ones = Array<number>(count).fill(1)
    histories(weightedTargets(ones, 'round-robin'), ones, ({ spread, passedOver }) => {
      if (Math.max(...spread) > 1) throw new Error(`one leads another by ${Math.max(...spread)} picks`)
      if (Math.max(...passedOver) > count - 1) throw new Error('somebody was passed over for a whole round')
    })
  })
})
