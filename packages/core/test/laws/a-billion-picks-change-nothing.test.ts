import { emptySnapshot } from '@router/core'
import { plausibleReplies, playHistory, scenes } from '@router/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { entriesOf } from '../../src/lib/persistent-map.js'
import { runs } from './runs.js'

it('a life after a billion picks is the same life, and every number in it is exact', () => {
  fc.assert(
    fc.property(
      scenes({ replies: plausibleReplies() }),
      fc.constantFrom(1, 1e9, 2 ** 52),
      ({ policy, history, played }, picks) => {
        const traffic = { ...emptySnapshot.traffic, picks }
        const later = playHistory(policy, history, 0, { ...emptySnapshot, traffic })
        const commands = ({ steps }: typeof played) => steps.map(({ step: { command } }) => command)
        expect(commands(later)).toEqual(commands(played))
        const turns = entriesOf(later.snapshot.traffic.turns).flatMap(([, each]) =>
          entriesOf(each.latest).map(([, turn]) => turn.pick),
        )
        for (const turn of turns) expect(Number.isSafeInteger(turn) && turn > picks).toBe(true)
        expect(new Set(turns).size).toBe(turns.length)
      },
    ),
    runs,
  )
})
