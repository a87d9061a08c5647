import { adversaries, adversaryOf, playExecution, scenes } from '@router/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { runs } from './runs.js'

it('the final error carries every attempt with its failure, and the reply of one of them with that failure', () => {
  fc.assert(
    fc.property(scenes({ maxLength: 6 }), adversaries(), ({ policy, snapshot, request, now }, answers) => {
      const played = playExecution(policy, snapshot, request, now, adversaryOf(answers))
      const command = played.at(-1)?.step.command
      if (command?.type !== 'fail') return
      const { error } = command
      expect(error.attempts).toBe(played.at(-1)?.step.execution.attempts)
      expect(error.attempts.every(({ outcome }) => outcome !== undefined)).toBe(true)
      const failed = played.flatMap(({ report, execution }) =>
        report?.type === 'failed' && execution?.attempts[report.number - 1]?.outcome === undefined
          ? [report.reply]
          : [],
      )
      if (error.reply === undefined) return
      expect(failed).toContain(error.reply)
      expect(error.failure).toBeDefined()
      // What an upstream said is never replaced by what the way there did, except where that ended the request itself.
      const said = failed.some(({ type }) => type === 'response' || type === 'stream-event')
      if (said && error.why === 'exhausted') expect(['response', 'stream-event']).toContain(error.reply.type)
    }),
    runs,
  )
})
