import type { ExecutionError, Policy, RouteRequest, Step, TargetId } from '@router/core'
import { unmapped } from '../unmapped.js'
import type { World } from '../world.js'
import type { OutcomeRow } from './case.js'
import { replyOf } from './reply.js'

/** One upstream call of a request. */
export interface Call {
  readonly number: number
  readonly credential: string
  readonly upstream: string
}

/** What became of a request. */
export interface Life {
  readonly calls: readonly Call[]
  readonly waitsMs: readonly number[]
  readonly committed: boolean
  /** Absent: it was answered by the last call. */
  readonly error?: ExecutionError
  /** Who answered. */
  readonly served?: TargetId | undefined
}

/** What a request is played against. */
export interface Upstreams {
  answer(call: Call): OutcomeRow
  /** Can the transport fetch the credential anew? */
  refreshes(credential: string): boolean
  reload(outcome: OutcomeRow): void
}

/** Plays a whole request: the shell of the cases obeys every command and lets time pass only where they say so. */
export function playRequest(world: World, policy: Policy, request: RouteRequest, upstreams: Upstreams): Life {
  const calls: Call[] = []
  const waitsMs: number[] = []
  let committed = false

  const attempt = (step: Step, command: Extract<Step['command'], { type: 'attempt' }>): Step => {
    const { number, target, refresh } = command
    const refused = step.execution.last?.reply
    if (refresh === true && refused !== undefined && !upstreams.refreshes(target.credential))
      return world.advance(policy, step, { type: 'failed', number, reply: refused })
    const call = { number: calls.length + 1, credential: target.credential, upstream: target.model }
    calls.push(call)
    const outcome = upstreams.answer(call)
    world.pass(outcome.take_ms ?? 0)
    world.pass()
    upstreams.reload(outcome)
    const reply = replyOf(outcome)
    if (reply !== undefined && outcome.phase !== 'mid')
      return world.advance(policy, step, { type: 'failed', number, reply })
    const delivered = world.advance(policy, step, { type: 'committed', number })
    committed = true
    return world.advance(
      policy,
      delivered,
      reply === undefined ? { type: 'succeeded', number } : { type: 'failed', number, reply },
    )
  }

  let step = world.begin(policy, request)
  for (;;) {
    const { command } = step
    switch (command.type) {
      case 'attempt':
        step = attempt(step, command)
        break
      case 'wait': {
        const until = world.wakesAt(policy, step, command.until)
        waitsMs.push(Math.round(until - world.now))
        world.now = until
        step = world.advance(policy, step, { type: 'woke' })
        break
      }
      case 'deliver':
      case 'finish':
        return { calls, waitsMs, committed, served: step.execution.attempts.at(-1)?.target }
      case 'fail':
        refuseRounds(world, policy, waitsMs, command.error)
        return { calls, waitsMs, committed, error: command.error }
    }
  }
}

/** There every round may wait so long, here the whole request: one that would wait again is no case for us. */
function refuseRounds(
  world: World,
  { budget, patience }: Policy,
  waitsMs: readonly number[],
  error: ExecutionError,
): void {
  const { attempts, retryAt = Number.POSITIVE_INFINITY } = error
  if (waitsMs.length > 0 && attempts.length < (budget.attempts ?? 0) && retryAt - world.now <= patience.totalMs)
    unmapped('patience for each round: here it is for the whole request')
}
