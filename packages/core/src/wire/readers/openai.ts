import { parsed } from '../../lib/parsed.js'
import { content, end, error, type Frame, lifecycle } from '../frame.js'
import { anyFilled, isFilled, itemsOf, membersOf } from '../members.js'
import { saysError } from '../says-error.js'
import type { SseEvent } from '../sse.js'
import { usageIn } from '../usage-in.js'
import type { WireReader } from '../wire-reader.js'

// What a message or a delta may hold besides its role: each of them is something for the caller.
const speech = [
  'content',
  'tool_calls',
  'function_call',
  'refusal',
  'reasoning',
  'reasoning_content',
  'reasoning_details',
  'audio',
  'images',
]

/** OpenAI's wire format: chat and legacy completions, Responses, embeddings. */
export const openai: WireReader = { frame, body }

function frame(event: SseEvent): Frame {
  if (event.cut) return content
  const data = event.data.trim()
  if (data === '[DONE]') return end
  const json = parsed(data)
  if (event.event === 'error' || saysError(json)) return error
  const members = membersOf(json)
  if (Array.isArray(members['choices'])) return ofChoices(members)
  const type = members['type']
  if (typeof type === 'string') return ofResponsesEvent(type, members)
  // A chunk that is no chunk of a chat may carry the usage or the cost alone; whatever else is the caller's.
  const isBare = data === '' || 'usage' in members || 'cost' in members
  return isBare ? { type: 'lifecycle', ...usageIn(members['usage']) } : content
}

function ofChoices(members: Readonly<Record<string, unknown>>): Frame {
  const choices = itemsOf(members['choices'])
  const finishes = choices.map((choice) => choice['finish_reason']).filter((reason) => typeof reason === 'string')
  // An answer that stops and says nothing is empty; one that was cut, filtered or calls a tool is an answer.
  const spoken = choices.some(speaks) || finishes.some((reason) => reason !== 'stop' && reason !== '')
  return {
    type: spoken ? 'content' : 'lifecycle',
    ...(finishes.length > 0 ? { complete: true } : {}),
    ...usageIn(members['usage']),
  }
}

const speaks = (choice: Readonly<Record<string, unknown>>): boolean =>
  isFilled(choice['text']) ||
  anyFilled(membersOf(choice['delta']), speech) ||
  anyFilled(membersOf(choice['message']), speech)

/** How events end that only tell how far an answer has come, such as `response.created`, or that somebody is there. */
const progress = /(?:ed|ing|done|progress|limits|alive)$/

/** Events of the Responses API say in their names what they are; one of another kind is the caller's. */
function ofResponsesEvent(type: string, members: Readonly<Record<string, unknown>>): Frame {
  const usage = usageIn(membersOf(members['response'])['usage'])
  if (type === 'response.completed') return { type: 'end', complete: true, ...usage }
  // Cut or filtered, perhaps before its first word: an answer all the same.
  if (type === 'response.incomplete') return { type: 'content', complete: true, ...usage }
  if ('delta' in members) return isFilled(members['delta']) ? content : lifecycle
  if (!type.startsWith('response.output_item')) return progress.test(type) ? lifecycle : content
  // An item may have no deltas, such as a call of a tool without arguments.
  const item = membersOf(members['item'])
  return item['type'] === 'reasoning' || !says(item) ? lifecycle : content
}

const says = (item: Readonly<Record<string, unknown>>): boolean =>
  item['type'] !== 'message' || itemsOf(item['content']).some((part) => anyFilled(part, ['text', 'refusal']))

function body(json: unknown): Frame {
  if (saysError(json)) return error
  const members = membersOf(json)
  if (Array.isArray(members['choices'])) return ofChoices(members)
  const usage = usageIn(members['usage'])
  const { output, data } = members
  const spoken = Array.isArray(output) ? itemsOf(output).some(says) : isFilled(Array.isArray(data) ? data : json)
  return { type: spoken ? 'content' : 'lifecycle', complete: true, ...usage }
}
