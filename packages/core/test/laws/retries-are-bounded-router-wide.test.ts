import { scenes } from '@router/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { hintedReplies } from './hinted-replies.js'
import { patientInputs } from './patient-inputs.js'
import { plainRequests } from './plain-requests.js'
import { runs } from './runs.js'

it('at any time, all requests together have made no more retries than ratio for each of them and one burst', () => {
  const inputs = fc
    .record({ ratio: fc.constantFrom(0, 0.1, 0.5, 1), burst: fc.integer({ min: 0, max: 3 }) })
    .chain((retryTokens) => patientInputs({ retryTokens }))
  fc.assert(
    fc.property(
      scenes({ inputs, replies: hintedReplies, requests: plainRequests, moves: ['begin', 'answer'] }),
      ({ policy, played }) => {
        const { ratio, burst } = policy.retryTokens
        let requests = 0
        let retries = 0
        for (const { step } of played.steps) {
          for (const event of step.events) {
            if (event.type !== 'attempt-started') continue
            if (event.number === 1) requests++
            else if (event.spendsToken) retries++
            expect(retries).toBeLessThanOrEqual(ratio * requests + burst + 1e-9)
            const attempt = step.execution.attempts[event.number - 1]
            const isRefresh = step.command.type === 'attempt' && step.command.refresh
            // Nobody retries for nothing.
            if (attempt?.retry && !isRefresh) expect(event.spendsToken).toBe(true)
          }
        }
      },
    ),
    runs,
  )
})
