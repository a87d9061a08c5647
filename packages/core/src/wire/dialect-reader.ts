import { isObject } from '../lib/is-object.js'
import { parsed } from '../lib/parsed.js'
import { content, end, error, type Frame, frameOf } from './frame.js'
import type { Members } from './members.js'
import { saysError } from './says-error.js'
import type { WireReader } from './wire-reader.js'

/** The reader of a dialect, of what it makes of an event and of a whole answer; what is the same in all of them is added. */
export const dialectReader = (
  eventOf: (members: Members, name: string | undefined) => Frame,
  bodyOf: (json: unknown) => Frame,
): WireReader => ({
  frame: ({ data, event, cut }) => {
    if (cut) return content
    const text = data.trim()
    if (text === '[DONE]') return end
    const json = parsed(text)
    if (event === 'error' || saysError(json)) return error
    // What is no object is nothing that a dialect knows, and so the caller's.
    return isObject(json) ? eventOf(json, event) : frameOf(text !== '')
  },
  body: (json) => (saysError(json) ? error : bodyOf(json)),
})
