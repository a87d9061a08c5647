import { codeAt } from '../lib/code-at.js'

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
  if (trimmed.startsWith('"')) return parse(trimmed)
  const object = text.indexOf('{')
  const array = text.indexOf('[')
  if (array >= 0 && (object < 0 || array < object)) {
    const list = parseFrom(text, array)
    if (list !== undefined) return list
  }
  return object < 0 ? undefined : parseFrom(text, object)
}

// What closes stands two places behind what opens.
const brace = 123
const bracket = 91
const backslash = 92
const quote = 34
const comma = 44

function parseFrom(text: string, start: number): unknown {
  let depth = 0
  let members = 0
  const end = text.length
  for (let at = start; at < end; at++) {
    const code = codeAt(text, at)
    if (code === quote) at = endOfString(text, at)
    else if (code === comma) {
      if (++members > maxMembers) return undefined
    } else if (code === brace || code === bracket) {
      if (++depth > maxDepth) return undefined
    } else if ((code === brace + 2 || code === bracket + 2) && --depth === 0) return parse(text.slice(start, at + 1))
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

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
