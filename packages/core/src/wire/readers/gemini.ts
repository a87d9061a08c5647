import { dialectReader } from '../dialect-reader.js'
import { answerOf, type Frame, frameOf, lifecycle } from '../frame.js'
import { isFilled, itemsOf, membersOf } from '../members.js'
import type { WireReader } from '../wire-reader.js'

/** Gemini's wire format: streamed frames and whole answers have the same shape; embeddings and counts beside them. */
export const gemini: WireReader = dialectReader(read, (json) => ({ ...read(json), complete: true }))

function read(json: unknown): Frame {
  // A list is what streaming without SSE gives.
  if (Array.isArray(json)) return json.map(gemini.body).find(({ type }) => type !== 'lifecycle') ?? lifecycle
  const members = membersOf(json)
  const usage = members['usageMetadata']
  if (isFilled(membersOf(members['promptFeedback'])['blockReason'])) return frameOf(true, true, usage)
  if (!('candidates' in members)) return frameOf(isFilled(members, 0), false, usage)
  const candidates = itemsOf(members['candidates'])
  return answerOf(
    candidates.some(({ content }) => isFilled(content)),
    candidates.map(({ finishReason }) => finishReason),
    usage,
  )
}
