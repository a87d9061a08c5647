import { parsed } from '../../lib/parsed.js'
import { content, error, type Frame, lifecycle } from '../frame.js'
import { isFilled, itemsOf, membersOf } from '../members.js'
import { saysError } from '../says-error.js'
import type { SseEvent } from '../sse.js'
import { usageIn } from '../usage-in.js'
import type { WireReader } from '../wire-reader.js'

/** Gemini's wire format: streamed frames and whole answers have the same shape; embeddings and counts beside them. */
export const gemini: WireReader = {
  frame: (event: SseEvent): Frame => {
    if (event.cut) return content
    const json = parsed(event.data)
    if (event.event === 'error') return error
    return json === undefined ? (event.data.trim() === '' ? lifecycle : content) : read(json)
  },
  body: (json: unknown): Frame => ({ ...read(json), complete: true }),
}

function read(json: unknown): Frame {
  if (saysError(json)) return error
  // A list is what streaming without SSE gives.
  if (Array.isArray(json)) return json.map(read).find(({ type }) => type !== 'lifecycle') ?? lifecycle
  const members = membersOf(json)
  const usage = usageIn(members['usageMetadata'])
  if (isFilled(membersOf(members['promptFeedback'])['blockReason']))
    return { type: 'content', complete: true, ...usage }
  if (!Array.isArray(members['candidates'])) {
    const bare = Object.keys(members).every((key) => ['usageMetadata', 'modelVersion', 'responseId'].includes(key))
    return { type: bare ? 'lifecycle' : 'content', ...usage }
  }
  const candidates = itemsOf(members['candidates'])
  const reasons = candidates
    .map((candidate) => candidate['finishReason'])
    .filter((reason) => typeof reason === 'string')
  // An answer that stops and says nothing is empty; one that was cut or blocked is an answer.
  const spoken = candidates.some(speaks) || reasons.some((reason) => reason !== 'STOP')
  return {
    type: spoken ? 'content' : 'lifecycle',
    ...(reasons.length > 0 ? { complete: true } : {}),
    ...usage,
  }
}

const speaks = (candidate: Readonly<Record<string, unknown>>): boolean =>
  itemsOf(membersOf(candidate['content'])['parts']).some((part) =>
    'text' in part ? isFilled(part['text']) : isFilled(part),
  )
