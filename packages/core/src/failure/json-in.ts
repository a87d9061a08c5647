import { codeAt } from '../lib/code-at.js'
import { parsed } from '../lib/parsed.js'

/** An error object is small: what has more members is an answer or an attack, and parsing it would cost too much. */
const maxMembers = 1_024

/** How deep brackets may nest in what is parsed; deeper text is not an error object but an attack on the stack. */
const maxDepth = 32

/**
 * The first JSON object or array in a text, whatever stands before or after it (`data:`, a glued tail), or the JSON
 * string that the whole text is; `undefined` where there is none, it is cut off, it has over 1,024 members, or it nests deeper than 32. Linear
 * and total.
 */
export function jsonIn(text: string): unknown {
  const trimmed = text.trim()
  if (trimmed.startsWith('<')) return undefined
  if (trimmed.startsWith('"')) return parsed(trimmed)
  const object = text.indexOf('{')
  const array = text.indexOf('[')
  if (array >= 0 && (object < 0 || array < object)) {
    const list = parseFrom(text, array)
    if (list !== undefined) return list
  }
  return object < 0 ? undefined : parseFrom(text, object)
}

const quote = 34
const comma = 44
const backslash = 92
// Square and curly brackets differ in one bit.
const bracketBit = 32
const opened = 123
const closed = 125

function parseFrom(text: string, start: number): unknown {
  let depth = 0
  let members = 0
  const end = text.length
  for (let at = start; at < end; at++) {
    const code = codeAt(text, at)
    if (code === quote) at = endOfString(text, at)
    else if (code === comma) {
      if (++members > maxMembers) return undefined
    } else if ((code | bracketBit) === opened) {
      if (++depth > maxDepth) return undefined
    } else if ((code | bracketBit) === closed && --depth === 0) return parsed(text.slice(start, at + 1))
  }
  return undefined
}

/** Where the string that starts there is closed; the end of the text where it is not. */
function endOfString(text: string, start: number): number {
  let at = text.indexOf('"', start + 1)
  for (; at >= 0; at = text.indexOf('"', at + 1)) {
    let unescaped = at
    while (codeAt(text, unescaped - 1) === backslash) unescaped--
    if ((at - unescaped) % 2 === 0) return at
  }
  return text.length
}
