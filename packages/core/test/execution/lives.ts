import {
  advance,
  type BlamedScope,
  begin,
  definePolicy,
  emptySnapshot,
  type Policy,
  type PolicyInput,
  type PolicyOptions,
  type Reply,
  type Report,
  type RouteRequest,
  type RouterEvent,
  reduce,
  type ScopeName,
  type Step,
} from '@router/core'

/** A request that can be told what happens, at a time, to it or to others. */
export interface Life {
  readonly policy: Policy
  readonly steps: readonly Step[]
  readonly last: Step
  /** The attempt that is under way fails. */
  fails(at: number, reply: Reply): Life
  reports(at: number, report: Report): Life
  /** Somebody else's event. */
  meanwhile(event: RouterEvent): Life
}

/** A request for `fast` that begins at 0. */
export function lifeOf(
  input: PolicyInput,
  request: Partial<RouteRequest> = {},
  events: readonly RouterEvent[] = [],
  options: PolicyOptions = {},
): Life {
  const policy = definePolicy(input, options)
  const snapshot = events.reduce((known, event) => reduce(policy, known, event), emptySnapshot)
  return life(policy, [begin(policy, snapshot, { id: 'r1', model: 'fast', ...request }, 0)])
}

function life(policy: Policy, steps: readonly Step[]): Life {
  const last = steps.at(-1) as Step
  const reports = (at: number, report: Report): Life =>
    life(policy, [...steps, advance(policy, last.snapshot, last.execution, report, at)])
  return {
    policy,
    steps,
    last,
    reports,
    fails: (at, reply) => reports(at, { type: 'failed', number: last.execution.attempts.length, reply }),
    meanwhile: (event) =>
      life(policy, [...steps.slice(0, -1), { ...last, snapshot: reduce(policy, last.snapshot, event) }]),
  }
}

/** What a request does: whom it asks and how, or what else. */
export function told({ command, execution }: Step): string {
  const attempt = execution.attempts.at(-1)
  switch (command.type) {
    case 'attempt':
      return `${command.target.id}${attempt?.retry ? ' again' : ''}${command.refresh ? ', refreshed' : ''}`
    case 'wait':
      return `wait until ${command.until}`
    case 'fail':
      return `fail: ${command.error.why}`
    default:
      return command.type
  }
}

/** A reply of this status, and when it asks to be asked again. */
export const status = (code: number, retryAfterSeconds?: number): Reply => ({
  type: 'response',
  status: code,
  headers: retryAfterSeconds === undefined ? {} : { 'retry-after': `${retryAfterSeconds}` },
  body: '',
})

/** An operator takes a scope out of use. */
export const cooled = (scope: `${BlamedScope}:${string}`, at: number, until: number): RouterEvent => ({
  type: 'cooldown-set',
  at,
  key: scope as ScopeName,
  until,
})
