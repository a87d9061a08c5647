import {
  advance,
  begin,
  type Execution,
  emptySnapshot,
  healthOf,
  type Instant,
  type OperatorEvent,
  type Policy,
  type Report,
  type RouteRequest,
  type RouterEvent,
  reduce,
  type ScopeName,
  type Snapshot,
  type Step,
} from '@router/core'
import { type Answer, reportOf } from '../arbitraries/adversaries.js'
import type { History, Move } from '../arbitraries/histories.js'
import { bindRequest } from '../arbitraries/route-requests.js'
import type { PlayedStep } from './play-execution.js'

/** What became of a history. */
export interface Played {
  readonly snapshot: Snapshot
  readonly now: Instant
  /** Every step of every execution, in order. */
  readonly steps: readonly PlayedStep[]
  /** Everything the snapshot has learnt, in order. */
  readonly events: readonly RouterEvent[]
  /** The executions as they stand at the end, by request id. */
  readonly executions: ReadonlyMap<string, Execution>
}

/**
 * Plays a history on a policy: any number of requests at once, every step swapped into one snapshot. Deterministic: the
 * same history on the same policy is the same life. `hear` is told every step as soon as it is made.
 */
export function playHistory(
  policy: Policy,
  history: History,
  startAt: Instant = 0,
  startFrom: Snapshot = emptySnapshot,
  hear: (played: PlayedStep) => void = () => undefined,
): Played {
  const scopes = scopesOf(policy)
  const executions = new Map<string, Execution>()
  const steps: PlayedStep[] = []
  const events: RouterEvent[] = []
  const known: Snapshot[] = [startFrom]
  let snapshot = startFrom
  let now = startAt

  const keep = (step: Step, rest: Omit<PlayedStep, 'step' | 'before' | 'now' | 'eventsBefore'>): void => {
    const played = { ...rest, before: snapshot, now, step, eventsBefore: events.length }
    steps.push(played)
    hear(played)
    events.push(...step.events)
    executions.set(rest.request.id, step.execution)
    snapshot = step.snapshot
  }
  const learn = (event: RouterEvent): void => {
    events.push(event)
    snapshot = reduce(policy, snapshot, event)
  }
  const answer = (of: number, given: Answer): void => {
    const open = [...executions.values()].filter(({ phase }) => phase.type !== 'finished' && phase.type !== 'failed')
    const execution = open[of % open.length]
    const answered = execution && reportOf(execution.command, given, now)
    if (execution === undefined || answered === undefined) return
    const { at, report } = answered
    now = at
    const { request } = execution
    keep(advance(policy, snapshot, execution, report, now), { request, execution, report })
  }
  const answerLate = (of: number, given: Answer): void => {
    const late = endedAttempts(executions)
    const { execution, number } = late[of % late.length] ?? {}
    if (execution === undefined || number === undefined) return
    const report = lateReport(number, given)
    keep(advance(policy, snapshot, execution, report, now), { request: execution.request, execution, report })
  }
  const moveOn = (move: Move): void => {
    switch (move.type) {
      case 'begin': {
        const request: RouteRequest = bindRequest(policy, move.request, `r${executions.size + 1}`, now)
        keep(begin(policy, snapshot, request, now), { request })
        break
      }
      case 'answer':
        answer(move.of, move.answer)
        break
      case 'late':
        answerLate(move.of, move.answer)
        break
      case 'operate':
        learn(operatorEvent(move, scopes[move.scope % scopes.length] as ScopeName, now))
        break
      case 'hear':
        learn({ type: 'health-heard', health: healthOf(known[move.since % known.length] ?? snapshot) })
    }
  }
  for (const move of history) {
    now += move.afterMs
    moveOn(move)
    known.push(snapshot)
  }
  return { snapshot, now, steps, events, executions }
}

function endedAttempts(
  executions: ReadonlyMap<string, Execution>,
): readonly { execution: Execution; number: number }[] {
  return [...executions.values()].flatMap((execution) =>
    execution.attempts
      .filter(({ outcome }) => outcome === 'failed' || outcome === 'abandoned')
      .map(({ number }) => ({ execution, number })),
  )
}

const lateReport = (number: number, { type, reply }: Answer): Report =>
  type === 'failed' || type === 'cancelled' ? { type: 'failed', number, reply } : { type, number }

/** Every scope a policy can blame, each once. */
export function scopesOf(policy: Policy): readonly ScopeName[] {
  return [...new Set([...policy.targets.values()].flatMap(({ scopes }) => Object.values(scopes)))]
}

function operatorEvent(
  { hand, lengthMs }: Extract<Move, { type: 'operate' }>,
  key: ScopeName,
  at: Instant,
): OperatorEvent {
  switch (hand) {
    case 'suspend':
      return { type: 'scope-suspended', at, key, reason: 'maintenance' }
    case 'resume':
      return { type: 'scope-resumed', at, key }
    case 'cool':
      return { type: 'cooldown-set', at, key, until: at + lengthMs }
    case 'clear':
      return { type: 'cooldown-cleared', at, key }
  }
}
