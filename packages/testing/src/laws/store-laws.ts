import { definePolicy, emptySnapshot, reduce, type ScopeName, type Snapshot, type Store } from '@router/core'
import fc from 'fast-check'
import type { Law } from './law.js'

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

function expectThat(holds: boolean, otherwise: string): void {
  if (!holds) throw new Error(otherwise)
}

/**
 * What every store promises: hand each test's fresh store in, and check the laws with any test runner.
 *
 * @example
 * ```ts
 * import { memoryStore } from '@router/memory-store'
 * import { storeLaws } from '@router/testing'
 * for (const { check } of storeLaws(() => memoryStore())) await check()
 * console.log(storeLaws(() => memoryStore()).length) // → 5
 * ```
 */
export function storeLaws(make: () => Store | Promise<Store>): readonly Law[] {
  return [
    {
      name: 'a new store knows nothing',
      check: async () => {
        expectThat((await read(await make())) === emptySnapshot, 'the first swap was not handed the empty snapshot')
      },
    },
    {
      name: 'a swap keeps the snapshot it is given and hands back the very result',
      check: async () => {
        const store = await make()
        const result = { snapshot: suspendedAt(emptySnapshot, 1), more: ['untouched'] }
        expectThat((await store.swap(() => result)) === result, 'swap returned something else than the result')
        expectThat((await read(store)) === result.snapshot, 'the next swap was not handed the snapshot that was kept')
      },
    },
    {
      name: 'of any number of concurrent swaps none is lost',
      check: () =>
        fc.assert(
          fc.asyncProperty(fc.integer({ min: 1, max: 40 }), async (swaps) => {
            const store = await make()
            const seen = new Set<Snapshot>()
            const change = (snapshot: Snapshot, index: number) => ({
              snapshot: suspendedAt(snapshot, index + 1),
              before: snapshot,
            })
            const results = await Promise.all(
              Array.from({ length: swaps }, async (_, index) => store.swap((snapshot) => change(snapshot, index))),
            )
            for (const { before } of results) seen.add(before)
            // Each kept change was made from another one's snapshot: they form one line from the empty one.
            expectThat(seen.has(emptySnapshot), 'no swap was the first')
            const last = await read(store)
            const line = results.filter(({ snapshot, before }) => snapshot !== before)
            expectThat(
              line.every(({ snapshot }) => snapshot === last || seen.has(snapshot)),
              'a snapshot that was kept has been forgotten',
            )
          }),
          { numRuns: 50 },
        ),
    },
    {
      name: 'a change that throws changes nothing, and the store goes on',
      check: async () => {
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
      },
    },
    {
      name: 'stores know nothing of each other',
      check: async () => {
        const [one, other] = [await make(), await make()]
        await one.swap((snapshot) => ({ snapshot: suspendedAt(snapshot, 1) }))
        expectThat((await read(other)) === emptySnapshot, 'a change in one store shows in another')
      },
    },
  ]
}
