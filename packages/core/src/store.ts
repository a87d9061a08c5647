import type { Snapshot } from './snapshot/snapshot.js'

/**
 * An atom that holds the snapshot: the one port of the router.
 *
 * `swap` hands the present snapshot to `change`, keeps the one in its result, and returns that result. `change` is
 * pure, so a store may call it again after a conflict. What a store may get wrong and still be right: losing traffic
 * is harmless, stale health costs an attempt, losing health costs learning it again.
 */
export interface Store {
  swap<R extends { readonly snapshot: Snapshot }>(change: (snapshot: Snapshot) => R): R | Promise<R>
}
