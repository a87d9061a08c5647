import { parsed } from '../../lib/parsed.js'
import { content, end, error, type Frame, lifecycle } from '../frame.js'
import { anyFilled, isFilled, itemsOf, membersOf } from '../members.js'
import { saysError } from '../says-error.js'
import type { SseEvent } from '../sse.js'
import { usageIn } from '../usage-in.js'
import type { WireReader } from '../wire-reader.js'

/** Anthropic's wire format: messages and the counting of tokens. */
export const anthropic: WireReader = { frame, body }

function frame(event: SseEvent): Frame {
  if (event.cut) return content
  const json = parsed(event.data)
  if (event.event === 'error' || saysError(json)) return error
  const members = membersOf(json)
  switch (members['type'] ?? event.event) {
    case 'message_start':
      return { type: 'lifecycle', ...usageIn(membersOf(members['message'])['usage']) }
    case 'content_block_start':
      return isBlock(members['content_block']) ? content : lifecycle
    case 'content_block_delta':
      return anyFilled(membersOf(members['delta']), ['text', 'thinking', 'partial_json', 'citation'])
        ? content
        : lifecycle
    case 'message_delta': {
      const reason = membersOf(members['delta'])['stop_reason']
      // An answer that ends its turn and says nothing is empty; one that was cut, refused or calls a tool is an answer.
      const spoken = typeof reason === 'string' && reason !== 'end_turn'
      return {
        type: spoken ? 'content' : 'lifecycle',
        ...(typeof reason === 'string' ? { complete: true } : {}),
        ...usageIn(members['usage']),
      }
    }
    case 'message_stop':
      return end
    case 'content_block_stop':
    case 'ping':
      return lifecycle
    default:
      return event.data.trim() === '' ? lifecycle : content
  }
}

/** A block that already says something when it starts: text with words in it, or the call of a tool. */
function isBlock(block: unknown): boolean {
  const members = membersOf(block)
  return members['type'] === 'text' || members['type'] === 'thinking'
    ? anyFilled(members, ['text', 'thinking'])
    : isFilled(members)
}

function body(json: unknown): Frame {
  if (saysError(json)) return error
  const members = membersOf(json)
  const usage = usageIn(members['usage'])
  const { content: blocks, stop_reason: reason } = members
  const cut = typeof reason === 'string' && reason !== 'end_turn'
  const spoken = Array.isArray(blocks) ? cut || itemsOf(blocks).some(isBlock) : isFilled(json)
  return { type: spoken ? 'content' : 'lifecycle', complete: true, ...usage }
}
