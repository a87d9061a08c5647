import type { Instant, Policy, Snapshot, Step, Store } from '@router/core'
import type { Now } from '../clock.js'

/** Hears every step of every request, and when it was taken. What it throws is nobody's concern. */
export type StepListener = (step: Step, now: Instant) => void

/** Goes on if it can now, and says whether it does. */
export type Waiter = (snapshot: Snapshot, now: Instant) => boolean

/** What all requests of a router share: the store, the time, who listens, and who waits. */
export class Shell {
  readonly now: Now
  readonly #store: Store
  readonly #listeners = new Set<StepListener>()
  readonly #waiters = new Set<Waiter>()
  /** The policy that requests begin with from now on; one under way keeps its own (rule 32). */
  policy: Policy

  constructor(policy: Policy, store: Store, now: Now) {
    this.policy = policy
    this.#store = store
    this.now = now
  }

  /** Takes one step in the store, and tells everybody. The time is read before, since a store may try a change again. */
  async take(change: (snapshot: Snapshot, now: Instant) => Step): Promise<Step> {
    const now = this.now()
    const step = await this.#store.swap((snapshot) => change(snapshot, now))
    for (const listener of this.#listeners) tell(listener, step, now)
    if (step.events.some(({ type }) => type !== 'attempt-started')) this.wakeNext(step.snapshot)
    return step
  }

  /** The snapshot of this moment. */
  async read(): Promise<Snapshot> {
    return (await this.#store.swap((snapshot) => ({ snapshot }))).snapshot
  }

  /** Learns something that is no step of a request. */
  async learn(change: (snapshot: Snapshot, now: Instant) => Snapshot): Promise<void> {
    const now = this.now()
    const { snapshot } = await this.#store.swap((before) => ({ snapshot: change(before, now) }))
    this.wakeNext(snapshot)
  }

  /** Listens until the returned function is called. */
  on(listener: StepListener): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** Is asked whenever something has changed that somebody may have waited for, until the returned function is called. */
  onChange(waiter: Waiter): () => void {
    this.#waiters.add(waiter)
    return () => void this.#waiters.delete(waiter)
  }

  /**
   * Wakes the one that can go on and has waited longest; it wakes the next once it has taken its step, so that a crowd
   * does not rush to where there is room for one.
   */
  wakeNext(snapshot: Snapshot): void {
    if (this.#waiters.size === 0) return
    const now = this.now()
    for (const wake of this.#waiters) if (wake(snapshot, now)) return
  }
}

function tell(listener: StepListener, step: Step, now: Instant): void {
  // Whoever listens must not break what is listened to, neither now nor later.
  try {
    const heard: unknown = listener(step, now)
    if (heard instanceof Promise) heard.catch(() => undefined)
  } catch {}
}
