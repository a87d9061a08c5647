import { failureClasses } from '@router/core'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Fact, undominated } from '../../src/snapshot/fact.js'
import { coolingAt, recoveringAt } from '../../src/snapshot/held.js'
import { evidences } from '../../src/words/evidence.js'
import { runs } from './runs.js'

// Few moments, lengths and levels, so that facts are often equal in most of what they say.
const facts: fc.Arbitrary<Fact> = fc
  .record({
    class: fc.constantFrom(...failureClasses.slice(0, 2)),
    // For whom it is earlier than that, what was over then holds again.
    failedAt: fc.integer({ min: 1, max: 5 }),
    lengthMs: fc.nat(4),
    level: fc.integer({ min: 1, max: 2 }),
    needs: fc.constantFrom(...evidences.slice(3)),
    firm: fc.boolean(),
    probe: fc.boolean(),
    hintMs: fc.option(fc.nat(2), { nil: undefined }),
  })
  .map(({ lengthMs, hintMs, ...fact }) => ({
    ...fact,
    until: fact.failedAt + lengthMs,
    ...(hintMs === undefined ? {} : { hintedUntil: fact.failedAt + hintMs }),
  }))

it('the facts of a scope say the same in whatever order they were learnt, and however often', () => {
  const orders = fc
    .array(facts, { maxLength: 6 })
    .chain((list) =>
      fc.tuple(
        fc.constant(list),
        fc.shuffledSubarray([...list, ...list], { minLength: list.length }),
        fc.integer({ min: 5, max: 12 }),
      ),
    )
  fc.assert(
    fc.property(orders, ([list, some, now]) => {
      const again = [...some, ...list]
      expect(undominated(again)).toEqual(undominated(list))
      const cooling = (facts: readonly Fact[]) => {
        const { until, firm } = coolingAt({ facts }, now) ?? {}
        return { until, firm }
      }
      expect(cooling(again)).toEqual(cooling(list))
      const recovering = (facts: readonly Fact[]) => recoveringAt({ facts }, now)?.firm
      expect(recovering(again)).toBe(recovering(list))
      // What is dropped said nothing that is not said by what is kept.
      const kept = undominated(list)
      expect(coolingAt({ facts: kept }, now)?.until).toBe(coolingAt({ facts: list }, now)?.until)
      expect(Math.max(0, ...kept.map(({ level }) => level))).toBe(Math.max(0, ...list.map(({ level }) => level)))
    }),
    runs,
  )
})
