/** Where the value of a member stands in a JSON text: from its first character to behind its last. */
export interface Slice {
  readonly start: number
  readonly end: number
}

/**
 * Where the values of some top-level members of a JSON object stand in its text; of a name that occurs twice, the last, as
 * parsers have it. Undefined: the text is no object. Reads without parsing, so that a prompt of megabytes is neither built
 * in memory nor written anew, and every byte but the ones that are replaced stays as the caller wrote it.
 */
export function membersOf(text: string, names: readonly string[]): ReadonlyMap<string, Slice> | undefined {
  const found = new Map<string, Slice>()
  let at = afterBlanks(text, text.charCodeAt(0) === 0xfeff ? 1 : 0)
  if (text[at] !== '{') return undefined
  at = afterBlanks(text, at + 1)
  if (text[at] === '}') return found
  for (;;) {
    if (text[at] !== '"') return undefined
    const nameEnd = afterString(text, at)
    const name = nameOf(text.slice(at, nameEnd))
    const colon = afterBlanks(text, nameEnd)
    if (name === undefined || text[colon] !== ':') return undefined
    const start = afterBlanks(text, colon + 1)
    const end = afterValue(text, start)
    if (end === undefined) return undefined
    if (names.includes(name)) found.set(name, { start, end })
    at = afterBlanks(text, end)
    if (text[at] === '}') return found
    if (text[at] !== ',') return undefined
    at = afterBlanks(text, at + 1)
  }
}

/** The text with a value in place of a slice. */
export const replaced = (text: string, { start, end }: Slice, value: string): string =>
  text.slice(0, start) + value + text.slice(end)

function nameOf(quoted: string): string | undefined {
  if (!quoted.includes('\\')) return quoted.slice(1, -1)
  try {
    return JSON.parse(quoted) as string
  } catch {
    return undefined
  }
}

function afterBlanks(text: string, from: number): number {
  let at = from
  for (;;) {
    const code = text.charCodeAt(at)
    if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return at
    at += 1
  }
}

/** Behind the closing quote of the string that begins at `from`; behind the text where it has none. */
function afterString(text: string, from: number): number {
  let at = text.indexOf('"', from + 1)
  while (at >= 0 && isEscaped(text, at)) at = text.indexOf('"', at + 1)
  return at < 0 ? text.length : at + 1
}

/** Does an odd number of backslashes stand before this character? */
function isEscaped(text: string, at: number): boolean {
  let before = at - 1
  while (text.charCodeAt(before) === 92) before -= 1
  return (at - before) % 2 === 0
}

/** Behind the value that begins at `from`; undefined where none does or it has no end. */
function afterValue(text: string, from: number): number | undefined {
  const first = text[from]
  if (first === '"') return afterString(text, from)
  if (first === '{' || first === '[') return afterBrackets(text, from)
  let at = from
  while (at < text.length && !',}] \n\r\t'.includes(text[at] as string)) at += 1
  return at > from ? at : undefined
}

const bracket = /["{}[\]]/g

function afterBrackets(text: string, from: number): number | undefined {
  let depth = 0
  let at = from
  for (;;) {
    bracket.lastIndex = at
    const found = bracket.exec(text)
    if (found === null) return undefined
    const { index } = found
    if (found[0] === '"') at = afterString(text, index)
    else {
      depth += found[0] === '{' || found[0] === '[' ? 1 : -1
      at = index + 1
      if (depth === 0) return at
    }
  }
}
