import { emptySnapshot, type Snapshot, type Store } from '@router/core'

/** A store whose answers are there at once. */
export interface MemoryStore extends Store {
  swap<R extends { readonly snapshot: Snapshot }>(change: (snapshot: Snapshot) => R): R
}

/**
 * The default store: an atom in the memory of this process. It begins with `initial`, or with nothing known. A change that
 * throws changes nothing.
 *
 * @example
 * ```ts
 * import { definePolicy, reduce } from '@router/core'
 * import { memoryStore } from '@router/memory-store'
 * const policy = definePolicy({ providers: { openai: { models: ['gpt-4o'] } } })
 * const key = [...policy.targets.values()][0]!.scopes.provider
 * const store = memoryStore()
 * store.swap((snapshot) => ({ snapshot: reduce(policy, snapshot, { type: 'scope-suspended', at: 0, key }) }))
 * const { known } = store.swap((snapshot) => ({ snapshot, known: snapshot.health !== undefined }))
 * console.log(known) // → true
 * ```
 */
export function memoryStore(initial: Snapshot = emptySnapshot): MemoryStore {
  let held = initial
  return {
    swap(change) {
      const result = change(held)
      held = result.snapshot
      return result
    },
  }
}
