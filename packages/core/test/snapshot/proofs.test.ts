import { expect, it } from 'vitest'
import type { Fact } from '../../src/snapshot/fact.js'
import { isCleared, joinProofs, noProofs, type Proofs, proofOf, type Rung, rungs } from '../../src/snapshot/proofs.js'

const never = Number.NEGATIVE_INFINITY

it.each<[Rung, Proofs]>([
  ['local-count', [7, never, never, never, never, never]],
  ['embedding', [7, 7, 7, never, never, never]],
  ['generation-completed', [7, 7, 7, 7, 7, never]],
  ['operator', [never, never, never, never, never, 7]],
])('a success that proves %s proves what is weaker, too, and an operator clears by hand', (rung, proofs) => {
  expect(proofOf(rung, 7)).toEqual(proofs)
})

it('a failure is cleared by a success that started after it and proves enough, or by an operator from its moment on', () => {
  const fact: Fact = {
    class: 'overloaded',
    failedAt: 7,
    until: 9,
    level: 1,
    needs: 'generation-started',
    firm: false,
    probe: false,
  }
  const clearing = (at: number): readonly Rung[] => rungs.filter((rung) => isCleared(fact, proofOf(rung, at)))
  expect(clearing(6)).toEqual([])
  expect(clearing(7)).toEqual(['operator'])
  expect(clearing(8)).toEqual(['generation-started', 'generation-completed', 'operator'])
  expect(isCleared(fact, noProofs)).toBe(false)
})

it('of proofs the later of each counts, and what is known already changes nothing', () => {
  const [mine, theirs] = [proofOf('embedding', 7), proofOf('remote-count', 9)]
  expect(joinProofs(mine, theirs)).toEqual([9, 9, 7, never, never, never])
  expect(joinProofs(theirs, mine)).toEqual([9, 9, 7, never, never, never])
  expect(joinProofs(mine, proofOf('embedding', 7))).toBe(mine)
  expect(joinProofs(mine, proofOf('local-count', 6))).toBe(mine)
})
