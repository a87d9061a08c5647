import { plausibleReplies, playHistory, scenes } from '@router/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { runs } from './runs.js'

it('the same life later is the same life, later: no decision depends on what time it is', () => {
  fc.assert(
    fc.property(
      scenes({ replies: plausibleReplies() }),
      fc.constantFrom(1, 86_400_000, 1_700_000_000_000),
      (scene, by) => {
        const { policy, history, played } = scene
        const later = playHistory(policy, history, by)
        const commands = (steps: typeof played.steps, shift: number): readonly string[] =>
          steps.map(({ step: { command } }) => {
            if (command.type === 'attempt') return `${command.target.id} ${JSON.stringify(command.timeouts)}`
            if (command.type === 'wait') return `wait ${command.until - shift}`
            return command.type === 'fail'
              ? `${command.error.why} ${(command.error.retryAt ?? shift) - shift}`
              : command.type
          })
        expect(commands(later.steps, by)).toEqual(commands(played.steps, 0))
      },
    ),
    runs,
  )
})
