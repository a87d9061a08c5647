import { advance, begin, type Execution, ProtocolError, type Report, type Step } from '@router/core'
import { replies, scenes } from '@router/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { deepFreeze } from './deep-freeze.js'
import { runs } from './runs.js'

const reports: fc.Arbitrary<Report> = fc.oneof(
  fc.record({ type: fc.constant('failed' as const), number: fc.integer({ min: -1, max: 4 }), reply: replies() }),
  fc.record({ type: fc.constantFrom('committed' as const, 'succeeded'), number: fc.integer({ min: -1, max: 4 }) }),
  fc.constantFrom<Report>({ type: 'woke' }, { type: 'cancelled' }),
)

/** Rule 28 in other words: what makes sense where the execution stands. */
function makesSense({ phase, attempts }: Execution, report: Report): boolean {
  if (report.type === 'woke') return phase.type === 'waiting'
  if (report.type === 'cancelled') return phase.type !== 'finished' && phase.type !== 'failed'
  const attempt = attempts.find(({ number }) => number === report.number)
  if (attempt?.outcome === 'failed' || attempt?.outcome === 'abandoned') return true
  if (attempt === undefined || attempt.outcome !== undefined) return false
  return phase.type === 'attempting' || (phase.type === 'committed' && report.type !== 'committed')
}

it('begin never throws, and advance throws a ProtocolError for exactly those reports that make no sense, changing nothing', () => {
  fc.assert(
    fc.property(
      scenes(),
      fc.nat(),
      reports,
      fc.integer(),
      ({ policy, snapshot, request, played, now }, at, report, ms) => {
        const executions = [...played.executions.values(), begin(policy, snapshot, request, now).execution]
        const execution = executions[at % executions.length] as Execution
        deepFreeze([snapshot, execution, report])
        let step: Step | undefined
        try {
          step = advance(policy, snapshot, execution, report, now + ms)
        } catch (error) {
          expect(error).toBeInstanceOf(ProtocolError)
        }
        expect(step !== undefined).toBe(makesSense(execution, report))
      },
    ),
    runs,
  )
})
