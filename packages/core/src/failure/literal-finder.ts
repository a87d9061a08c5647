/** Between the two halves of a pattern: the second stands within {@link reach} characters after the first. */
const gap = ' … '
const reach = 64

interface Literal {
  readonly text: string
  /** Patterns that are this literal alone. */
  readonly whole: string[]
  /** Patterns whose second half it is, with the number of their first half. */
  readonly second: { readonly pattern: string; readonly first: number }[]
}

/**
 * Compiles patterns into a function that says which of them stand in a text. A pattern is a literal, or two of them
 * as `'model … not found'`: the second begins at most 64 characters after the end of the nearest first. Comparison is
 * exact, so hand in lower-case for lower-case.
 *
 * All patterns are sought in one pass that looks at every character once (the automaton of Aho and Corasick), so the
 * time depends on the length of the text and on nothing in it (rule 13).
 */
export function literalFinder(patterns: readonly string[]): (text: string) => ReadonlySet<string> {
  const literals = literalsOf(patterns)
  const { columns, width, next, ends } = automatonOf(literals.map(({ text }) => text))
  return (text) => {
    const found = new Set<string>()
    const lastEnd = new Int32Array(literals.length).fill(-reach - 1)
    const noteEnd = (number: number, end: number): void => {
      const literal = literals[number] as Literal
      for (const pattern of literal.whole) found.add(pattern)
      for (const { pattern, first } of literal.second) {
        const between = end - literal.text.length - (lastEnd[first] as number)
        if (between >= 0 && between <= reach) found.add(pattern)
      }
      lastEnd[number] = end
    }

    let state = 0
    for (let at = 0; at < text.length; at++) {
      state = next[state * width + (columns[text.charCodeAt(at)] as number)] as number
      const ended = ends[state]
      if (ended !== undefined) for (const number of ended) noteEnd(number, at + 1)
    }
    return found
  }
}

function literalsOf(patterns: readonly string[]): readonly Literal[] {
  const numbers = new Map<string, number>()
  const literals: Literal[] = []
  const numberOf = (text: string): number => {
    const known = numbers.get(text)
    if (known !== undefined) return known
    numbers.set(text, literals.length)
    return literals.push({ text, whole: [], second: [] }) - 1
  }
  for (const pattern of new Set(patterns)) {
    const [first = '', second] = pattern.split(gap)
    const number = numberOf(first)
    if (second === undefined) literals[number]?.whole.push(pattern)
    else literals[numberOf(second)]?.second.push({ pattern, first: number })
  }
  return literals
}

interface Automaton {
  /** The column of each character; all that no literal has share column 0, which leads back to the start. */
  readonly columns: Uint8Array
  readonly width: number
  /** The state that follows, at `state * width + column`. */
  readonly next: Uint16Array
  /** The numbers of the literals that end in a state, longest first; absent where none does. */
  readonly ends: readonly (readonly number[] | undefined)[]
}

const characters = 65_536

function automatonOf(literals: readonly string[]): Automaton {
  const columns = new Uint8Array(characters)
  let width = 1
  const children: Map<number, number>[] = [new Map()]
  const ends: (readonly number[] | undefined)[] = []
  for (const [number, literal] of literals.entries()) {
    let state = 0
    for (let at = 0; at < literal.length; at++) {
      const own = children[state] as Map<number, number>
      const character = literal.charCodeAt(at)
      const column = columns[character] || width++
      columns[character] = column
      state = own.get(column) ?? children.push(new Map()) - 1
      own.set(column, state)
    }
    ends[state] = [number]
  }

  // Breadth first: a state continues as its longest proper suffix does, except where it has a child of its own.
  const next = new Uint16Array(children.length * width)
  const suffix = new Uint16Array(children.length)
  const queue = [0]
  for (const state of queue) {
    const like = suffix[state] as number
    next.copyWithin(state * width, like * width, (like + 1) * width)
    if (ends[like] !== undefined) ends[state] = [...(ends[state] ?? []), ...ends[like]]
    for (const [column, child] of children[state] as Map<number, number>) {
      suffix[child] = next[state * width + column] as number
      next[state * width + column] = child
      queue.push(child)
    }
  }
  return { columns, width, next, ends }
}
