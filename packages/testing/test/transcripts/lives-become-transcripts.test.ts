import { histories, plausibleReplies, playTranscript, policyInputs, sceneOf } from '@router/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { requestChoices } from '../../src/arbitraries/route-requests.js'
import { momentsOf } from '../../src/play/moments-of.js'
import { linesOfMoments } from '../../src/transcripts/moments.js'

const lives = fc.record({
  input: policyInputs(),
  history: histories({ replies: plausibleReplies(), moves: ['begin', 'answer', 'late', 'operate'] }),
  choice: requestChoices(),
})

it('a life written down as a transcript plays to the same life', () => {
  fc.assert(
    fc.property(lives, ({ input, history, choice }) => {
      const { played } = sceneOf(input, history, choice)
      // A list of targets in a transcript has commas between them.
      fc.pre(!played.steps.some(({ request }) => request.tried?.some((id) => id.includes(','))))
      const text = linesOfMoments(momentsOf(played)).join('\n')
      expect(playTranscript(input, text)).toBe(text)
    }),
    { numRuns: 300 },
  )
})
