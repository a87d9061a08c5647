import { adversaries, adversaryOf, playExecution, policyInputs, policySettings, scenes } from '@router/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { hintedReplies } from './hinted-replies.js'
import { plainRequests } from './plain-requests.js'
import { runs } from './runs.js'

it('no request is told to wait for longer, all its waits together, than its policy has patience', () => {
  const patience = fc.record({
    totalMs: fc.constantFrom(0, 1_000, 3_000, 20_000, 60_000),
    sameTargetMs: fc.constantFrom(0, 5_000, 40_000),
  })
  const settings = fc
    .tuple(policySettings(), patience, fc.constantFrom('wait' as const, 'sensible'))
    .map(([rest, patience, whenAllCooling]) => ({ ...rest, patience, whenAllCooling }))
  const inputs = policyInputs({ settings })
  fc.assert(
    fc.property(
      scenes({ maxLength: 8, inputs, replies: hintedReplies, requests: plainRequests }),
      adversaries(hintedReplies),
      ({ policy, snapshot, request, now }, answers) => {
        let waitedMs = 0
        let since: number | undefined
        for (const { now: at, step } of playExecution(policy, snapshot, request, now, adversaryOf(answers))) {
          if (since !== undefined) waitedMs += at - since
          since = step.command.type === 'wait' ? at : undefined
          if (step.command.type !== 'wait') continue
          expect(waitedMs + step.command.until - at).toBeLessThanOrEqual(policy.patience.totalMs)
        }
      },
    ),
    runs,
  )
})
