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
  const brace = text.indexOf('{')
  const bracket = text.indexOf('[')
  if (bracket >= 0 && (brace < 0 || bracket < brace)) {
    const list = parseFrom(text, bracket)
    if (list !== undefined) return list
  }
  return brace < 0 ? undefined : parseFrom(text, brace)
}

function parseFrom(text: string, start: number): unknown {
  let depth = 0
  let members = 0
  let quoted = false
  for (let at = start; at < text.length; at++) {
    const character = text[at]
    if (quoted) {
      if (character === '\\') at++
      else if (character === '"') quoted = false
    } else if (character === '"') quoted = true
    else if (character === ',') {
      if (++members > maxMembers) return undefined
    } else if (character === '{' || character === '[') {
      if (++depth > maxDepth) return undefined
    } else if ((character === '}' || character === ']') && --depth === 0) return parse(text.slice(start, at + 1))
  }
  return undefined
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
