import {
  type Attempt,
  type AttemptCommand,
  type AttemptTimeouts,
  advance,
  begin,
  type Command,
  type Commit,
  type Execution,
  type ExecutionError,
  type FailedWhy,
  type Failure,
  type Phase,
  type Policy,
  ProtocolError,
  type Reply,
  type Report,
  type RouterEvent,
  type Snapshot,
  type Step,
  type Target,
} from '@router/core'
import { expectTypeOf } from 'vitest'

declare const policy: Policy
declare const snapshot: Snapshot
declare const execution: Execution
declare const reply: Reply

// A step is what is known, what has become of the request, what to do, and what happened.
const step = begin(policy, snapshot, { id: 'r1', model: 'fast' }, 0)
expectTypeOf(step).toEqualTypeOf<Step>()
expectTypeOf(step.snapshot).toEqualTypeOf<Snapshot>()
expectTypeOf(step.execution).toEqualTypeOf<Execution>()
expectTypeOf(step.command).toEqualTypeOf<Command>()
expectTypeOf(step.events).toEqualTypeOf<readonly RouterEvent[]>()
// @ts-expect-error every request has an id
begin(policy, snapshot, { model: 'fast' }, 0)
// @ts-expect-error time is an argument
begin(policy, snapshot, { id: 'r1', model: 'fast' })

// A report is one of five, and says of which attempt it speaks.
const tell = (report: Report): Step => advance(policy, snapshot, execution, report, 1)
tell({ type: 'failed', number: 1, reply })
tell({ type: 'committed', number: 1 })
tell({ type: 'succeeded', number: 1, usage: { outputTokens: 3 } })
tell({ type: 'woke' })
tell({ type: 'cancelled' })
// @ts-expect-error nobody reports so
tell({ type: 'retried', number: 1 })
// @ts-expect-error of which attempt
tell({ type: 'committed' })
// @ts-expect-error what came of it is missing
tell({ type: 'failed', number: 1 })
// @ts-expect-error a failure is judged by core, not by the transport
tell({ type: 'failed', number: 1, failure: { class: 'timeout', scope: 'target', rule: 'mine' } })
// @ts-expect-error an error is stripped of its transport first
tell({ type: 'failed', number: 1, reply: new Error('socket hang up') })
// @ts-expect-error evidence is one of five words
tell({ type: 'succeeded', number: 1, evidence: 'maybe' })

// A shell obeys five commands; a sixth breaks the shell that does not know it.
export function obeyed(command: Command): string {
  switch (command.type) {
    case 'attempt':
      expectTypeOf(command).toEqualTypeOf<AttemptCommand>()
      expectTypeOf(command.number).toEqualTypeOf<number>()
      expectTypeOf(command.target).toEqualTypeOf<Target>()
      expectTypeOf(command.commit).toEqualTypeOf<Commit>()
      expectTypeOf(command.timeouts).toEqualTypeOf<AttemptTimeouts>()
      expectTypeOf(command.refresh).toEqualTypeOf<true | undefined>()
      return command.target.id
    case 'wait':
      expectTypeOf(command.until).toEqualTypeOf<number>()
      return 'wait'
    case 'deliver':
      expectTypeOf(command.number).toEqualTypeOf<number>()
      return 'deliver'
    case 'finish':
      expectTypeOf(command).not.toHaveProperty('number')
      return 'finish'
    case 'fail':
      expectTypeOf(command.error).toEqualTypeOf<ExecutionError>()
      return command.error.why
    default:
      expectTypeOf(command).toBeNever()
      return command
  }
}
expectTypeOf<{ type: 'attempt'; target: Target; timeouts: AttemptTimeouts; commit: Commit }>().not.toExtend<Command>()
expectTypeOf<{ type: 'deliver' }>().not.toExtend<Command>()
expectTypeOf<{ type: 'wait' }>().not.toExtend<Command>()
// A plain answer has neither a first byte nor a first content to wait for.
expectTypeOf<AttemptTimeouts['firstByteMs']>().toEqualTypeOf<number | undefined>()
expectTypeOf<AttemptTimeouts['totalMs']>().toEqualTypeOf<number>()

// A phase has what belongs to it and nothing else: who waits has no attempt, who has failed has an error.
expectTypeOf<Execution['phase']>().toEqualTypeOf<Phase>()
export function numberOf(phase: Phase): number | undefined {
  if (phase.type === 'attempting' || phase.type === 'committed') return phase.number
  expectTypeOf(phase).not.toHaveProperty('number')
  if (phase.type === 'waiting') expectTypeOf(phase.until).toEqualTypeOf<number>()
  if (phase.type === 'failed') expectTypeOf(phase.error).toEqualTypeOf<ExecutionError>()
  return undefined
}

// The final error says why, every attempt with its failure, and what the upstream said last.
expectTypeOf<ExecutionError['why']>().toEqualTypeOf<FailedWhy>()
expectTypeOf<FailedWhy>().toEqualTypeOf<
  'unknown-name' | 'no-candidates' | 'all-cooling' | 'refused' | 'exhausted' | 'interrupted' | 'deadline' | 'cancelled'
>()
expectTypeOf<ExecutionError['attempts']>().toEqualTypeOf<readonly Attempt[]>()
expectTypeOf<Attempt['failure']>().toEqualTypeOf<Failure | undefined>()
expectTypeOf<Attempt['outcome']>().toEqualTypeOf<'succeeded' | 'failed' | 'abandoned' | undefined>()
// @ts-expect-error what has been tried is history
execution.attempts.push({})

// The only thing that core throws while routing is its caller's mistake.
expectTypeOf<ProtocolError>().toExtend<Error>()
expectTypeOf(ProtocolError).constructorParameters.toEqualTypeOf<[message: string]>()
expectTypeOf<ProtocolError['name']>().toEqualTypeOf<'ProtocolError'>()
