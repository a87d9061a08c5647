import { emptySnapshot, type Snapshot, type Store } from '@router/core'
import { memoryStore } from '@router/memory-store'
import { brokenLaws, storeLaws } from '@router/testing'
import { expect, it } from 'vitest'

/** A store that reads, thinks, and writes over whatever was written meanwhile. */
function forgetful(): Store {
  let kept = emptySnapshot
  return {
    async swap<R extends { readonly snapshot: Snapshot }>(change: (snapshot: Snapshot) => R): Promise<R> {
      const read = kept
      await Promise.resolve()
      const result = change(read)
      kept = result.snapshot
      return result
    },
  }
}

it('a store that loses a swap is told with how many it does so, and with the run that found it', async () => {
  const [told, ...others] = await brokenLaws(storeLaws(forgetful))
  expect(others).toEqual([])
  expect(told).toBe(
    [
      'broken: of any number of concurrent swaps none is lost',
      '',
      '2 swaps at the same time: what one of them kept was never handed on, for another that set out from the same snapshot was kept over it',
      'hand out one snapshot after the other, or change again where somebody was quicker',
      '',
      told?.split('\n').at(-1),
    ].join('\n'),
  )
  expect(told).toMatch(/found in run \d+, made smaller \d+ times: \{ seed: 1, path: '[\d:]+' \}$/)
})

it('a law that one case decides is told by its name, too, and so is what a store throws', async () => {
  const shared: Store = forgetful()
  const [first] = await brokenLaws(storeLaws(() => shared).slice(-1))
  expect(first).toBe('broken: stores know nothing of each other\n\na change in one store shows in another')

  const unmade = (() => undefined) as unknown as () => Store
  const told = await brokenLaws(storeLaws(unmade))
  expect(told.map((each) => each.split('\n')[0])).toEqual(storeLaws(unmade).map(({ name }) => `broken: ${name}`))
  expect(told[0]).toContain('TypeError')
})

it('tries as hard as it is told', async () => {
  let made = 0
  const counted = () => {
    made++
    return memoryStore()
  }
  expect(await brokenLaws(storeLaws(counted, { runs: 3 }).slice(2, 3))).toEqual([])
  expect(made).toBe(3)
})
