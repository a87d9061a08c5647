import { definePolicy, emptySnapshot, reduce, type ScopeName, type Snapshot, type Store } from '@router/core'
import * as fc from 'fast-check'
import { expectThat, type Law, type LawOptions, lawOf, lawOfOne } from './law.js'

const policy = definePolicy({ providers: { p: { models: ['m'] } } })
const key = 'provider:p' as ScopeName

/** Snapshots that can be told apart: the provider suspended at this moment. */
const suspendedAt = (snapshot: Snapshot, at: number): Snapshot =>
  reduce(policy, snapshot, { type: 'scope-suspended', at, key })

/** The store's present snapshot. */
async function read(store: Store): Promise<Snapshot> {
  const { snapshot } = await store.swap((present) => ({ snapshot: present }))
  return snapshot
}

/**
 * What every store promises: hand each test's fresh store in, and check the laws with any test runner. 50 runs where
 * nothing else is said.
 *
 * @example
 * ```ts
 * import { memoryStore } from '@router/memory-store'
 * import { storeLaws } from '@router/testing'
 * for (const { check } of storeLaws(() => memoryStore())) await check()
 * console.log(storeLaws(() => memoryStore()).length) // → 5
 * ```
 */
export function storeLaws(make: () => Store | Promise<Store>, options: LawOptions = {}): readonly Law[] {
  return [
    lawOfOne('a new store knows nothing', async () => {
      expectThat((await read(await make())) === emptySnapshot, 'the first swap was not handed the empty snapshot')
    }),
    lawOfOne('a swap keeps the snapshot it is given and hands back the very result', async () => {
      const store = await make()
      const result = { snapshot: suspendedAt(emptySnapshot, 1), more: ['untouched'] }
      expectThat((await store.swap(() => result)) === result, 'swap returned something else than the result')
      expectThat((await read(store)) === result.snapshot, 'the next swap was not handed the snapshot that was kept')
    }),
    lawOf(
      'of any number of concurrent swaps none is lost',
      fc.integer({ min: 1, max: 40 }),
      async (swaps) => noneIsLost(await make(), swaps),
      { runs: 50, ...options },
    ),
    lawOfOne('a change that throws changes nothing, and the store goes on', async () => {
      const store = await make()
      const kept = suspendedAt(emptySnapshot, 1)
      await store.swap(() => ({ snapshot: kept }))
      const thrown = new Error('of the change')
      const caught = await Promise.resolve()
        .then(() =>
          store.swap((): { snapshot: Snapshot } => {
            throw thrown
          }),
        )
        .catch((error: unknown) => error)
      expectThat(caught === thrown, 'swap did not hand on what the change threw')
      expectThat((await read(store)) === kept, 'the snapshot was changed all the same')
    }),
    lawOfOne('stores know nothing of each other', async () => {
      const [one, other] = [await make(), await make()]
      await one.swap((snapshot) => ({ snapshot: suspendedAt(snapshot, 1) }))
      expectThat((await read(other)) === emptySnapshot, 'a change in one store shows in another')
    }),
  ]
}

/** Each change that was kept was made from another one's snapshot: they form one line from the empty one. */
async function noneIsLost(store: Store, swaps: number): Promise<void> {
  const change = (snapshot: Snapshot, index: number) => ({
    snapshot: suspendedAt(snapshot, index + 1),
    before: snapshot,
  })
  const results = await Promise.all(
    Array.from({ length: swaps }, async (_, index) => store.swap((snapshot) => change(snapshot, index))),
  )
  const together = swaps === 1 ? 'one swap alone' : `${swaps} swaps at the same time`
  const seen = new Set(results.map(({ before }) => before))
  expectThat(seen.has(emptySnapshot), `${together}: none was handed the empty snapshot, which was there first`)
  const last = await read(store)
  const line = results.filter(({ snapshot, before }) => snapshot !== before)
  expectThat(
    line.every(({ snapshot }) => snapshot === last || seen.has(snapshot)),
    `${together}: what one of them kept was never handed on, for another that set out from the same snapshot was kept over it\n` +
      'hand out one snapshot after the other, or change again where somebody was quicker',
  )
}
