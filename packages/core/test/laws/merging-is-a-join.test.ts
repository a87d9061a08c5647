import {
  changedHealth,
  definePolicy,
  emptySnapshot,
  type Health,
  healthOf,
  merge,
  type RouterEvent,
  reduce,
  toJson,
} from '@router/core'
import { routerEvents } from '@router/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { runs } from './runs.js'

const policy = definePolicy({
  providers: { p: { credentials: ['k1', 'k2'], models: ['a', 'b'] }, __proto__: {} },
  aliases: { all: { targets: ['p/a', 'p/b'] } },
})
const lists = fc.array(routerEvents(policy), { maxLength: 6 })
const learnt = (events: readonly RouterEvent[], from = emptySnapshot): Health =>
  healthOf(events.reduce((known, event) => reduce(policy, known, event), from))

it('merging health is commutative, associative and idempotent, and hearing it is merging it', () => {
  fc.assert(
    fc.property(lists, lists, lists, (one, two, three) => {
      const [a, b, c] = [learnt(one), learnt(two), learnt(three)]
      expect(merge(a, b)).toEqual(merge(b, a))
      expect(merge(merge(a, b), c)).toEqual(merge(a, merge(b, c)))
      expect(merge(a, a)).toBe(a)
      expect(merge(merge(a, b), b)).toEqual(merge(a, b))
      expect(learnt([...one, { type: 'health-heard', health: b }])).toEqual(merge(a, b))
      expect(learnt([...one, ...two])).toEqual(merge(a, b))
      expect(toJson(merge(a, b))).toEqual(toJson(merge(b, a)))
    }),
    runs,
  )
})

it('what was known before merges into what is known after: learning only adds', () => {
  fc.assert(
    fc.property(lists, lists, (one, two) => {
      const [before, after] = [learnt(one), learnt([...one, ...two])]
      expect(merge(before, after)).toEqual(after)
      expect(merge(after, before)).toBe(after)
      expect(merge(before, changedHealth(before, after))).toEqual(after)
    }),
    runs,
  )
})
