import type { Execution, ExecutionError } from '@router/core'

/** A longer name is none of a policy's: it is not repeated whole. */
export const maxNameLength = 256

/** What happened, to which targets, and what to do; never what a reply or a secret said. */
export function failureMessage({ request }: Execution, { why, failure, attempts, retryAt }: ExecutionError): string {
  const tried = attempts.map(({ target, failure: own }) => `${target} (${own?.class ?? 'given up'})`)
  return [
    `${JSON.stringify(request.model.slice(0, maxNameLength))}: ${reasons[why]}`,
    ...(failure === undefined ? [] : [`the last failure was ${failure.class}, blamed on the ${failure.scope}`]),
    ...(tried.length === 0 ? [] : [`tried ${tried.join(', ')}`]),
    ...(retryAt === undefined ? [] : [`try again at ${new Date(retryAt).toISOString()}`]),
  ].join('; ')
}

const reasons = {
  'unknown-name': 'no alias or model has this name',
  'no-candidates': 'none of its targets may be used: they are suspended, drained, or do not fit the request',
  'all-cooling': 'all of its targets are cooling down',
  refused: 'the request was refused, and would be by others',
  exhausted: 'every target that may be tried has failed',
  interrupted: 'the answer broke off after a part of it had been delivered',
  deadline: 'the deadline passed',
  cancelled: 'the caller cancelled',
} as const satisfies Record<ExecutionError['why'], string>
