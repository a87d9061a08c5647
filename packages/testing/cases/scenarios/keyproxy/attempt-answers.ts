import type { Attempt, ExecutionError, Reply, Step, Target } from '@router/core'
import { counted } from '../../grouped.js'
import type { Answers } from '../row.js'
import { unmapped } from '../unmapped.js'
import { isReview, type Outcome } from './case.js'
import type { Life } from './life.js'
import type { Scene } from './scene.js'
import { nameOf } from './words.js'

/** What follows, in the words of the cases, for whoever just heard of `target`. */
function decisionOf(scene: Scene, step: Step, target: Target | undefined): string {
  const { command, execution } = step
  switch (command.type) {
    case 'finish':
    case 'deliver':
      return 'done'
    case 'wait':
      return execution.phase.type === 'waiting' && execution.phase.again !== undefined ? 'retry_same' : 'wait'
    case 'attempt': {
      const next = command.target
      if (next.id === target?.id) return 'retry_same'
      const isSameModel = next.provider === target?.provider && next.model === target.model
      return isSameModel && !isReview(scene.given) ? 'next_credential' : 'next_target'
    }
    case 'fail':
      return ['exhausted', 'all-cooling'].includes(command.error.why) ? 'exhausted' : 'abort'
  }
}

/** How long a decision has the caller wait; failing over is immediate. */
function waitMsOf(scene: Scene, life: Life, want: unknown): number {
  const { step } = life
  if (step?.command.type === 'wait') return Math.round((life.wakesAt ?? step.command.until) - scene.world.now)
  return Number(want) === 0 ? 0 : unmapped('a pause before a retry or a rotation: here both are immediate')
}

/** How a request ended, in the words of the cases; undefined: it has not failed. */
function errorOf(scene: Scene, life: Life): object | undefined {
  const { step } = life
  if (step?.command.type !== 'fail') return undefined
  const { error } = step.command
  const { attempts } = error
  const last = attempts.at(-1)
  return {
    ...kindOf(scene, life, error),
    credentials_tried: new Set(attempts.map(({ target }) => life.policy.targets.get(target)?.credential)).size,
    attempts: attempts.map((attempt) => attemptOf(scene, life, attempt)),
    cause: last && attemptOf(scene, life, last),
    abnormal: attempts.filter(isAbnormal).map((attempt) => ({
      ...attemptOf(scene, life, attempt),
      status: statusOf(life.replies.get(attempt.number)),
    })),
    summary: counted(
      attempts.filter((attempt) => !isAbnormal(attempt)),
      ({ failure }) => (failure === undefined ? 'none' : nameOf(failure.class)),
    ),
    timeout: error.why === 'deadline',
    attempt: attempts.length,
    pool_size: life.pool.rows.length,
    target: last && attemptOf(scene, life, last).target,
    ...(error.retryAt === undefined ? {} : { soonest_ms: Math.round(error.retryAt) }),
  }
}

function kindOf(scene: Scene, { request, pool, step }: Life, { why, reply }: ExecutionError): object {
  const upstream = {
    kind: 'upstream',
    status: statusOf(reply),
    body: reply !== undefined && 'body' in reply ? reply.body : undefined,
  }
  switch (why) {
    case 'refused':
    case 'interrupted':
      return upstream
    case 'exhausted':
      return isReview(scene.given) && pool.rows.length === 1 ? upstream : { kind: 'exhausted' }
    case 'deadline':
      // The earlier of the two is the one that was met: the caller's own, or that of the policy.
      return {
        kind: step?.execution.deadlineAt === request.deadlineAt ? 'deadline_exceeded' : 'routing_budget_exhausted',
      }
    case 'all-cooling':
      return { kind: 'all_cooling' }
    case 'unknown-name':
    case 'no-candidates':
      return { kind: 'no_available_keys', http_status: 503 }
    default:
      return { kind: why }
  }
}

const statusOf = (reply: Reply | undefined): number | undefined =>
  reply !== undefined && 'status' in reply ? reply.status : undefined

const isAbnormal = ({ failure }: Attempt): boolean =>
  failure?.class === 'auth-invalid' || failure?.class === 'permission-denied'

function attemptOf(
  scene: Scene,
  { policy }: Life,
  { target: id, failure }: Attempt,
): { readonly target: string | undefined } {
  const target = policy.targets.get(id)
  return {
    target: target && scene.idOf(target),
    ...(target === undefined ? {} : { provider: target.provider, model: target.model }),
    ...(failure === undefined ? {} : { class: nameOf(failure.class) }),
  }
}

/** What can be asked after anything that happened to a request. */
export function lifeAnswers(scene: Scene, life: Life, heardOf: Target | undefined): Answers {
  const { step } = life
  return {
    decision: () => step && decisionOf(scene, step, heardOf),
    wait_ms: (want) => waitMsOf(scene, life, want),
    error: (want) => errorFor(scene, life, want),
    class: () => {
      const failed = step?.execution.attempts.findLast(({ failure }) => failure !== undefined)
      return failed?.failure && nameOf(failed.failure.class)
    },
    emitted: () => [...life.emitted],
    committed: () => step?.execution.phase.type === 'committed' || null,
    history: () =>
      step?.execution.attempts.map((attempt) => ({
        ...attemptOf(scene, life, attempt),
        success: attempt.outcome === 'succeeded',
      })),
  }
}

/** What must not be told is looked for in everything but the upstream's own last words, which are handed on untouched (rule 27). */
function errorFor(scene: Scene, life: Life, want: unknown): object | undefined {
  const got = errorOf(scene, life)
  const secrets = (want as { readonly must_not_contain?: readonly string[] } | null)?.must_not_contain
  if (got === undefined || secrets === undefined || life.step?.command.type !== 'fail') return got
  const { reply: _, ...told } = life.step.command.error
  const text = JSON.stringify(told)
  return { ...got, must_not_contain: secrets.filter((secret) => !text.includes(secret)) }
}

/** Whose outcome it is: the target that the case names, or the one that was asked last. */
export const targetIn = (scene: Scene, { target }: Outcome, life: Life | undefined): string => {
  if (target != null) return target
  const command = life?.step?.command
  return command?.type === 'attempt' ? scene.idOf(command.target) : unmapped('an outcome of nobody')
}
