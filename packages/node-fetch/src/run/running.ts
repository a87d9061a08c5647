import {
  type AttemptCommand,
  advance,
  begin,
  type Policy,
  type Report,
  type RouteRequest,
  type Step,
  select,
} from '@router/core'
import type { Reporting } from '../attempt/reporting.js'
import type { Cancellation } from '../cancellation.js'
import { after } from '../clock.js'
import type { RequestTrace } from '../observe/request-trace.js'
import { RouterError } from '../router-error.js'
import type { Shell } from './shell.js'

/** A request under way: where it stands, and the one way to tell what came of a command. */
export class Running implements Reporting {
  readonly cancellation: Cancellation
  readonly #shell: Shell
  readonly #policy: Policy
  readonly #trace: RequestTrace | undefined
  #step: Step

  private constructor(
    shell: Shell,
    policy: Policy,
    step: Step,
    cancellation: Cancellation,
    trace: RequestTrace | undefined,
  ) {
    this.#shell = shell
    this.#policy = policy
    this.#step = step
    this.cancellation = cancellation
    this.#trace = trace
  }

  /** Begins a request under the policy of this moment. */
  static async begin(
    shell: Shell,
    request: RouteRequest,
    cancellation: Cancellation,
    trace?: RequestTrace,
  ): Promise<Running> {
    const { policy } = shell
    const step = await shell.take((snapshot, now) => begin(policy, snapshot, request, now))
    trace?.hear(step)
    return new Running(shell, policy, step, cancellation, trace)
  }

  /** The last step; its command is the one to obey. */
  get step(): Step {
    return this.#step
  }

  /** Tells what came of the last command. */
  async report(report: Report): Promise<Step> {
    const { execution } = this.#step
    this.#step = await this.#shell.take((snapshot, now) => advance(this.#policy, snapshot, execution, report, now))
    this.#trace?.hear(this.#step, report)
    return this.#step
  }

  /** Performs an attempt, under the eyes of whoever observes. */
  attempt<T>(command: AttemptCommand, perform: (command: AttemptCommand) => T): T {
    return this.#trace === undefined
      ? perform(command)
      : this.#trace.attempt(command, this.#step, () => perform(command))
  }

  /**
   * Waits until then, or until the request could go on earlier, and reports which of the two, or that the caller cancelled.
   */
  async wait(until: number): Promise<Step> {
    const { request, name } = this.#step.execution
    const asked = { ...request, model: name }
    const stops: (() => void)[] = []
    let woken = false
    await new Promise<void>((resolve) => {
      stops.push(
        after(until - this.#shell.now(), resolve),
        this.cancellation.on(resolve),
        this.#shell.onChange((snapshot, now) => {
          // Nobody is woken twice: the second call would be lost to the others.
          const decision = select(this.#policy, snapshot, asked, now)
          if (woken || decision.type !== 'use' || decision.cooling) return false
          woken = true
          resolve()
          return true
        }),
      )
    })
    for (const stop of stops) stop()
    const step = await this.report({ type: this.cancellation.isCancelled ? 'cancelled' : 'woke' })
    if (woken) this.#shell.wakeNext(step.snapshot)
    return step
  }

  /** Nothing more will be reported. */
  finish(): void {
    this.cancellation.dispose()
  }

  /** What the caller is to be told where the request has failed: its own reason if it cancelled; undefined where all is well. */
  errorOf(step: Step | undefined): unknown {
    if (this.cancellation.isCancelled) return this.cancellation.reason
    if (step?.command.type !== 'fail') return undefined
    return new RouterError(step.execution, step.command.error, this.#shell.now())
  }
}
