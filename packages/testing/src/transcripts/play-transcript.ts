import {
  advance,
  begin,
  classify,
  definePolicy,
  type Execution,
  emptySnapshot,
  explain,
  explanationText,
  type OperatorEvent,
  type Policy,
  type PolicyInput,
  type PolicyOptions,
  type Report,
  type RouteRequest,
  reduce,
  type Snapshot,
} from '@router/core'
import { JudgedReplies } from '../play/judged-replies.js'
import { lineOfEvent, linesOfHealth, linesOfStep } from './lines-of.js'
import { type Action, type Line, parseLine, type Told } from './parse-line.js'

/**
 * Plays a script: lines of input flush left, each with the moment it happens, and below each what the core does about
 * it, indented by two blanks. What is indented already is dropped, so a transcript plays itself again; blank lines and
 * those that start with `//` stay. A line that makes no sense throws an error that names it. `options` are what JSON cannot
 * hold: your own strategies, rules and requirements.
 *
 * @example
 * ```ts
 * import { playTranscript } from '@router/testing'
 * const policy = { providers: { openai: { models: ['gpt-4o'] } } }
 * console.log(playTranscript(policy, '0ms ask gpt-4o\n90ms end').split('\n').at(-1)) // → > finish
 * ```
 */
export function playTranscript(policyInput: PolicyInput, script: string, options: PolicyOptions = {}): string {
  const player = new Player(definePolicy(policyInput, options))
  const lines = script.split('\n').map((text, index) => ({ text: text.trimEnd(), number: index + 1 }))
  return lines
    .filter(({ text }) => !text.startsWith('  '))
    .flatMap(({ text, number }) => {
      if (text === '' || text.startsWith('//')) return [text]
      try {
        return [text, ...player.play(parseLine(text)).map((output) => `  ${output}`)]
      } catch (error) {
        throw new Error(`line ${number}: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
      }
    })
    .join('\n')
}

class Player {
  readonly #policy: Policy
  readonly #judged = new JudgedReplies()
  readonly #executions = new Map<string, Execution>()
  #snapshot: Snapshot = emptySnapshot
  #now = 0
  /** How many requests came without a name; the last of them is meant where a line names none. */
  #unnamed = 0

  constructor(policy: Policy) {
    this.#policy = this.#judged.judging(policy)
  }

  play({ at = this.#now, ids, action }: Line): readonly string[] {
    this.#now = at
    if (action.type === 'ask' && ids.length === 0) this.#unnamed++
    const named = ids.length > 0 ? ids : [`unnamed ${this.#unnamed}`]
    return named.flatMap((id) => this.#do(id, action).map((line) => (ids.length > 0 ? `#${id} ${line}` : line)))
  }

  #do(id: string, action: Action): readonly string[] {
    switch (action.type) {
      case 'ask': {
        const step = begin(this.#policy, this.#snapshot, this.#requestOf(id, action), this.#now)
        this.#snapshot = step.snapshot
        this.#executions.set(id, step.execution)
        return linesOfStep(step)
      }
      case 'explain': {
        const explanation = explain(this.#policy, this.#snapshot, this.#requestOf(id, action), this.#now)
        const [, ...lines] = explanationText(explanation).split('\n')
        return lines.map((line) => line.trim())
      }
      case 'health':
        return linesOfHealth(this.#snapshot)
      case 'cancel':
        return this.#advance(id, { type: 'cancelled' })
      case 'wake':
        return this.#advance(id, { type: 'woke' })
      case 'late':
        return this.#advance(id, this.#reportOf(id, action.told, action.number), true)
      case 'reply':
      case 'failed':
      case 'commit':
      case 'end':
        return this.#advance(id, this.#reportOf(id, action, this.#executionOf(id).attempts.length))
      default: {
        const event = operatorEvent(action, this.#now)
        this.#snapshot = reduce(this.#policy, this.#snapshot, event)
        return lineOfEvent(event)
      }
    }
  }

  #advance(id: string, report: Report, late = false): readonly string[] {
    const step = advance(this.#policy, this.#snapshot, this.#executionOf(id), report, this.#now)
    this.#snapshot = step.snapshot
    this.#executions.set(id, step.execution)
    const lines = late ? step.events.flatMap(lineOfEvent) : linesOfStep(step)
    return lines.length === 0 ? ['· nothing is learnt'] : lines
  }

  /** A reply that no rule blames is a success, as a transport would report it. */
  #reportOf(id: string, told: Told, number: number): Report {
    if (told.type === 'commit') return { type: 'committed', number }
    if (told.type === 'end') {
      return { type: 'succeeded', number, ...(told.evidence === undefined ? {} : { evidence: told.evidence }) }
    }
    const { attempts, request } = this.#executionOf(id)
    if (told.type === 'failed')
      return { type: 'failed', number, reply: this.#judged.replyOf(told.failure, this.#policy) }
    const target = this.#policy.targets.get(attempts[number - 1]?.target ?? '')
    if (target === undefined) throw new Error(`there is no attempt ${number}`)
    const { operation } = request
    const context = { target, now: this.#now, ...(operation === undefined ? {} : { operation }) }
    const isSuccess = classify(this.#policy, told.reply, context) === undefined
    return isSuccess ? { type: 'succeeded', number } : { type: 'failed', number, reply: told.reply }
  }

  #executionOf(id: string): Execution {
    const execution = this.#executions.get(id)
    if (execution === undefined) throw new Error(`no request ${JSON.stringify(id)} has been asked`)
    return execution
  }

  #requestOf(id: string, { request, deadlineInMs }: Extract<Action, { type: 'ask' | 'explain' }>): RouteRequest {
    return { id, ...request, ...(deadlineInMs === undefined ? {} : { deadlineAt: this.#now + deadlineInMs }) }
  }
}

function operatorEvent(
  action: Extract<Action, { type: 'suspend' | 'resume' | 'clear' | 'cool' }>,
  at: number,
): OperatorEvent {
  const { key } = action
  switch (action.type) {
    case 'suspend':
      return { type: 'scope-suspended', at, key, ...(action.reason === undefined ? {} : { reason: action.reason }) }
    case 'resume':
      return { type: 'scope-resumed', at, key }
    case 'clear':
      return { type: 'cooldown-cleared', at, key }
    case 'cool':
      return { type: 'cooldown-set', at, key, until: action.until }
  }
}
