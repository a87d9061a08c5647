import { dialectReader } from '../dialect-reader.js'
import { answerOf, content, end, type Frame, frameOf, lifecycle } from '../frame.js'
import { isFilled, type Members, membersOf } from '../members.js'
import type { WireReader } from '../wire-reader.js'

/** Anthropic's wire format: messages and the counting of tokens. */
export const anthropic: WireReader = dialectReader(eventOf, bodyOf)

function eventOf(members: Members, name: string | undefined): Frame {
  switch (members['type'] ?? name) {
    case 'message_start':
      return frameOf(false, false, membersOf(members['message'])['usage'])
    // A block may say something when it starts: the call of a tool, or words of whoever is only compatible.
    case 'content_block_start':
      return frameOf(isFilled(members['content_block']))
    case 'content_block_delta':
      return frameOf(isFilled(members['delta']))
    case 'message_delta':
      return answerOf(false, [membersOf(members['delta'])['stop_reason']], members['usage'])
    case 'message_stop':
      return end
    case 'content_block_stop':
    case 'ping':
      return lifecycle
    default:
      return content
  }
}

function bodyOf(json: unknown): Frame {
  const members = membersOf(json)
  const spoken = 'content' in members ? isFilled(members['content']) : isFilled(members, 0)
  return { ...answerOf(spoken, [members['stop_reason']], members['usage']), complete: true }
}
