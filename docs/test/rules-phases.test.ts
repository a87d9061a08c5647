import {
  advance,
  begin,
  definePolicy,
  emptySnapshot,
  type Phase,
  ProtocolError,
  type Report,
  reduce,
  type Step,
} from '@router/core'
import { expect, it } from 'vitest'
import { expectPrinted, tableOf } from './printed-part.js'

const policy = definePolicy({ providers: { openai: { models: ['m'] } } })
const request = { id: 'r1', model: 'm' }
const cooling = [...policy.targets.values()].reduce(
  (snapshot, { scopes }) =>
    reduce(policy, snapshot, { type: 'cooldown-set', at: 0, key: scopes.target, until: 1_000, class: 'rate-limited' }),
  emptySnapshot,
)
const attempting = begin(policy, emptySnapshot, request, 0)
const told = (report: Report): Step => advance(policy, attempting.snapshot, attempting.execution, report, 1)

/** An execution in each phase. */
const steps: Readonly<Record<Phase['type'], Step>> = {
  attempting,
  committed: told({ type: 'committed', number: 1 }),
  waiting: begin(policy, cooling, request, 0),
  finished: told({ type: 'succeeded', number: 1 }),
  failed: begin(policy, emptySnapshot, { id: 'r1', model: 'unknown' }, 0),
}

const reports: Readonly<Record<Report['type'], Report>> = {
  committed: { type: 'committed', number: 1 },
  succeeded: { type: 'succeeded', number: 1 },
  failed: { type: 'failed', number: 1, reply: { type: 'response', status: 500, headers: {}, body: '' } },
  woke: { type: 'woke' },
  cancelled: { type: 'cancelled' },
}

function understands({ snapshot, execution }: Step, report: Report): boolean {
  try {
    advance(policy, snapshot, execution, report, 2)
    return true
  } catch (error) {
    if (error instanceof ProtocolError) return false
    throw error
  }
}

it('each of these executions is in the phase it is named for', () => {
  for (const [phase, { execution }] of Object.entries(steps)) expect(execution.phase.type).toBe(phase)
})

it('the table of phases and reports is what advance understands', () => {
  const rows = Object.entries(steps).map(([phase, step]) => [
    phase,
    ...Object.values(reports).map((report) => (understands(step, report) ? '✓' : '✗')),
  ])
  expectPrinted('docs/executions.md', 'phases', tableOf([['phase ╲ report', ...Object.keys(reports)], ...rows]))
})
