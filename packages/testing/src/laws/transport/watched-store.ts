import { emptySnapshot, type Snapshot, type Step, type Store } from '@router/core'

/** A store in memory that shows every step that is taken in it. */
export class WatchedStore implements Store {
  snapshot: Snapshot = emptySnapshot
  readonly #onStep: (step: Step) => void
  readonly #onThrown: (error: unknown) => void

  constructor(onStep: (step: Step) => void, onThrown: (error: unknown) => void) {
    this.#onStep = onStep
    this.#onThrown = onThrown
  }

  swap<R extends { readonly snapshot: Snapshot }>(change: (snapshot: Snapshot) => R): R {
    let result: R
    try {
      result = change(this.snapshot)
    } catch (error) {
      this.#onThrown(error)
      throw error
    }
    this.snapshot = result.snapshot
    if (isStep(result)) this.#onStep(result)
    return result
  }
}

const isStep = (result: object): result is Step => 'execution' in result && 'command' in result && 'events' in result
