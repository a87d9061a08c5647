import {
  advance,
  begin,
  definePolicy,
  type Execution,
  emptySnapshot,
  type Policy,
  type PolicyOptions,
  type Report,
  reduce,
  type Snapshot,
} from '@router/core'
import { JudgedReplies } from '../play/judged-replies.js'
import { eventOf, healthOf, type LogEntry, type LoggedReport, loggedStep } from './entry.js'
import { readLog } from './read-log.js'

/** What came of a replay. */
export interface Replay {
  /** How many decisions were made again. */
  readonly decisions: number
  /** Where core decides otherwise than the log says. */
  readonly differences: readonly Difference[]
  /** What is known in the end. */
  readonly snapshot: Snapshot
}

/** One line that does not come out as it was recorded. */
export interface Difference {
  readonly line: number
  readonly recorded: string
  readonly replayed: string
}

/**
 * Makes every decision of a log again, and compares it with what was recorded, byte for byte. `options` are what a policy
 * has besides its input: your own strategies, rules and requirements.
 */
export function replay(log: string | Iterable<string>, options: PolicyOptions = {}): Replay {
  const player = new LogPlayer(options)
  const differences: Difference[] = []
  let decisions = 0
  for (const { number, text, entry } of readLog(log)) {
    const replayed = JSON.stringify(player.play(entry, number))
    if (entry.type === 'begin' || entry.type === 'advance') decisions++
    if (replayed !== text) differences.push({ line: number, recorded: text, replayed })
  }
  return { decisions, differences, snapshot: player.snapshot }
}

/** Plays entries one after the other. */
class LogPlayer {
  snapshot: Snapshot = emptySnapshot
  readonly #options: PolicyOptions
  readonly #executions = new Map<string, { readonly policy: Policy; readonly execution: Execution }>()
  readonly #judged = new JudgedReplies()
  #policy: Policy | undefined

  constructor(options: PolicyOptions) {
    this.#options = options
  }

  /** The entry as it comes out now. */
  play(entry: LogEntry, line: number): LogEntry {
    switch (entry.type) {
      case 'policy':
        this.#change(entry)
        return entry
      case 'learn':
        this.snapshot = reduce(this.#known(line), this.snapshot, eventOf(entry.event))
        return entry
      case 'begin': {
        const { at, request } = entry
        const policy = this.#known(line)
        const step = begin(policy, this.snapshot, request, at)
        this.snapshot = step.snapshot
        this.#executions.set(request.id, { policy, execution: step.execution })
        return { type: 'begin', at, request, ...loggedStep(step) }
      }
      case 'advance': {
        const { at, id, report } = entry
        const running = this.#executions.get(id)
        if (running === undefined) throw new Error(`line ${line} of the log goes on with ${id}, which has not begun`)
        const step = advance(
          running.policy,
          this.snapshot,
          running.execution,
          this.#reported(report, running.policy),
          at,
        )
        this.snapshot = step.snapshot
        this.#executions.set(id, { policy: running.policy, execution: step.execution })
        return { type: 'advance', at, id, report, ...loggedStep(step) }
      }
    }
  }

  #change({ at, policy: input, health }: Extract<LogEntry, { type: 'policy' }>): void {
    const first = this.#policy === undefined
    this.#policy = this.#judged.judging(definePolicy(input, this.#options))
    if (health !== undefined)
      this.snapshot = reduce(this.#policy, this.snapshot, { type: 'health-heard', at, health: healthOf(health) })
    if (!first) this.snapshot = reduce(this.#policy, this.snapshot, { type: 'policy-changed', at })
  }

  #known(line: number): Policy {
    if (this.#policy === undefined) throw new Error(`line ${line} of the log comes before its policy`)
    return this.#policy
  }

  #reported(report: LoggedReport, policy: Policy): Report {
    if (report.type !== 'failed' || 'reply' in report) return report
    return { type: 'failed', number: report.number, reply: this.#judged.replyOf(report.failure, policy) }
  }
}
