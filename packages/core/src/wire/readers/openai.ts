import { dialectReader } from '../dialect-reader.js'
import { answerOf, error, type Frame, frameOf } from '../frame.js'
import { isFilled, itemsOf, type Members, membersOf } from '../members.js'
import type { WireReader } from '../wire-reader.js'

/** OpenAI's wire format: chat and legacy completions, Responses, embeddings, images, speech. */
export const openai: WireReader = dialectReader(eventOf, bodyOf)

function eventOf(members: Members): Frame {
  if ('choices' in members) return ofChoices(members)
  const { type } = members
  // A chunk that is no chunk of a chat may carry the usage or the cost alone; whatever else is the caller's.
  return typeof type === 'string' ? ofNamed(type, members) : frameOf(isFilled(members, 0), false, members['usage'])
}

function ofChoices(members: Members): Frame {
  // What others say in a choice, Groq says beside it.
  const choices = [membersOf(members['x_groq']), ...itemsOf(members['choices'])]
  if (choices.some((choice) => isFilled(choice['error']))) return error
  const counted = [members, ...choices].find(({ usage }) => usage)
  return answerOf(
    choices.some(speaks),
    choices.map((choice) => choice['finish_reason']),
    counted?.['usage'],
  )
}

/** Does it say anything, besides the name of who speaks? */
const speaks = ({ text, delta, message }: Members): boolean =>
  isFilled({ text, ...membersOf(delta), ...membersOf(message), name: '' })

/** How events end that only tell how far an answer has come, such as `response.created`, or that somebody is there. */
const progress = /(?:ed|ing|done|progress|limits|alive)$/

/** How events are called that end an answer: `response.completed`, but not `response.output_text.done`. */
const ending = /^(?:response|image\w+|(?:transcript|speech)\.\w+)\.(?:(?:in)?complete|done)/

/** Events of Responses, images and speech say in their names what they are; one of another kind is the caller's. */
function ofNamed(type: string, members: Members): Frame {
  if (ending.test(type)) {
    // It may hold all that was said, perhaps for the first time.
    const whole = bodyOf(members['response'] ?? members)
    return { ...whole, ...(whole.type === 'content' && { says: true }), type: 'end' }
  }
  if ('delta' in members) return frameOf(isFilled(members['delta']))
  // An item may have no deltas, such as a call of a tool without arguments.
  return frameOf(type.startsWith('response.output_item') ? says(membersOf(members['item'])) : !progress.test(type))
}

const says = ({ type, content, summary }: Members): boolean =>
  (type !== 'message' && type !== 'reasoning') || isFilled([content, summary])

function bodyOf(json: unknown): Frame {
  const members = membersOf(json)
  if ('choices' in members) return ofChoices(members)
  const { output, data, status = 'completed' } = members
  // A response that was cut, or has only begun in the background, is an answer without a word.
  const spoken = Array.isArray(output)
    ? status !== 'completed' || itemsOf(output).some(says)
    : isFilled(Array.isArray(data) ? data : json, 0)
  return frameOf(spoken, true, members['usage'])
}
