import type { AttemptTimeouts, Reply, TimeoutPhase } from '@router/core'
import { after } from '../clock.js'

/** Attempts under way. A request whose signal nobody else holds is never aborted, so they are held here until they end. */
const underWay = new Set<AttemptLife>()

/** What may follow a whole answer, such as its usage, is waited for so long. */
const tailMs = 5_000

/**
 * The span of one attempt: its signal, its clocks, and how it was stopped from this side. A clock that runs out stops the
 * attempt only after the event loop has looked for data once more: what arrived in time counts, however late it is read.
 */
export class AttemptLife {
  /** Why it was stopped from this side: a timeout, or the caller. Absent while it lives, and where the upstream ended it. */
  stopped: Extract<Reply, { type: 'timeout' | 'cancelled' }> | undefined
  /** What the caller handed in, held as long as the attempt lives. */
  readonly held: unknown
  /** Made where somebody asks for the signal: it costs as much as all the clocks together. */
  #controller: AbortController | undefined
  readonly #clocks = new Map<TimeoutPhase, () => void>()
  #idleMs: number
  #idle: NodeJS.Timeout | undefined
  #isClosed = false
  #isWaiting = true
  #reads = 0
  readonly #onStop: (() => void)[] = []

  constructor({ firstByteMs, firstContentMs, idleMs, totalMs }: AttemptTimeouts, held?: unknown) {
    this.held = held
    this.#idleMs = idleMs
    this.#arm('total', totalMs)
    if (firstByteMs !== undefined) this.#arm('first-byte', firstByteMs)
    if (firstContentMs !== undefined) this.#arm('first-content', firstContentMs)
    underWay.add(this)
  }

  /** Aborted when the attempt is stopped from this side. */
  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController()
      if (this.#isClosed) this.#controller.abort()
    }
    return this.#controller.signal
  }

  /** Says that bytes came: from the first one on, only silence between them counts. */
  gotByte(): void {
    if (!underWay.has(this)) return
    this.#reads += 1
    this.#disarm('first-byte')
    this.#armIdle()
  }

  /** Says that nobody waits for more at present: a caller who reads slowly is no silent upstream. */
  rest(): void {
    this.#isWaiting = false
  }

  /** Says that somebody waits for more again: from now on silence counts. */
  resume(): void {
    this.#isWaiting = true
    if (underWay.has(this)) this.#armIdle()
  }

  /** Says that the answer is whole and hardly anything will follow: no long silence is waited for any more. */
  expectEnd(): void {
    if (this.#idleMs <= tailMs) return
    this.#idleMs = tailMs
    clearTimeout(this.#idle)
    this.#idle = undefined
  }

  /** Says that content came. */
  gotContent(): void {
    this.#disarm('first-byte')
    this.#disarm('first-content')
  }

  /** What to do when the attempt is stopped or closed, besides aborting its signal. Called at once where it has been stopped. */
  onStop(callback: () => void): void {
    if (this.stopped !== undefined) callback()
    else this.#onStop.push(callback)
  }

  /** Stops it from this side. The first reason stays. */
  stop(why: Extract<Reply, { type: 'timeout' | 'cancelled' }>): void {
    if (!underWay.has(this)) return
    this.stopped = why
    this.close()
  }

  /** Ends it when everything has been read: no clock runs on. */
  end(): void {
    if (!underWay.delete(this)) return
    for (const disarm of this.#clocks.values()) disarm()
    this.#clocks.clear()
    clearTimeout(this.#idle)
  }

  /** Ends it and closes what is still open: an answer that nobody reads would go on, and be billed. */
  close(): void {
    if (!underWay.has(this)) return
    this.end()
    this.#isClosed = true
    this.#controller?.abort()
    for (const callback of this.#onStop) callback()
  }

  /** The promise, or, where the attempt is stopped before it settles, a rejection. For promises that may ignore the signal. */
  until<T>(promise: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.onStop(() => reject(new Error('the attempt was stopped')))
      promise.then(resolve, reject)
    })
  }

  #armIdle(): void {
    if (this.#idle !== undefined) this.#idle.refresh()
    else this.#idle = setTimeout(() => this.#expire('idle'), Math.min(this.#idleMs, 2 ** 31 - 1))
  }

  #arm(phase: TimeoutPhase, ms: number): void {
    this.#clocks.set(
      phase,
      after(ms, () => this.#expire(phase)),
    )
  }

  #disarm(phase: TimeoutPhase): void {
    this.#clocks.get(phase)?.()
    this.#clocks.delete(phase)
  }

  #expire(phase: TimeoutPhase): void {
    if (phase === 'idle' && !this.#isWaiting) return
    const seen = this.#reads
    setImmediate(() => {
      const overtaken = phase === 'idle' ? this.#reads !== seen : !this.#clocks.has(phase)
      if (!overtaken) this.stop({ type: 'timeout', phase })
    })
  }
}
