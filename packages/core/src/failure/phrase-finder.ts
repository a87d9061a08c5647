import { plainWords } from './plain-words.js'

/** How far apart, in symbols, the two halves of a pattern may stand. */
const reach = 64

/** A pattern as the numbers of two groups of literals; one that has no halves is its only group and itself. */
interface Pair {
  readonly pattern: string
  readonly first: number
  readonly second: number
  readonly ordered: boolean
}

/**
 * Compiles patterns into a function that says which of them stand in a text, and as which literals. A pattern is
 * `a|b`: one of these; `a|b … c|d`: one of the left and at most 64 symbols later one of the right; or `a|b ~ c|d`:
 * the same in either order. A literal is the beginning of a word (`throttl` is found in `Throttling`) unless it ends in
 * a blank. Text and literals are {@link plainWords}.
 *
 * All literals are sought in one pass that looks at every symbol once (the automaton of Aho and Corasick), so the time
 * depends on the length of the text and on nothing in it (rule 13).
 */
export function phraseFinder(patterns: readonly string[]): (words: Uint16Array) => ReadonlyMap<string, string> {
  const groups: string[] = []
  const numberOf = (group: string): number => (groups.includes(group) ? groups.indexOf(group) : groups.push(group) - 1)
  const pairs = patterns.map((pattern): Pair => {
    const [first = '', sign, second = first] = pattern.split(/ ([~…]) /)
    return { pattern, first: numberOf(first), second: numberOf(second), ordered: sign === '…' }
  })
  const pairsOf = groups.map((_, group) =>
    pairs.filter(({ first, second, ordered }) => second === group || (first === group && !ordered)),
  )
  const literals = groups.flatMap((group, number) => group.split('|').map((text) => ({ text, group: number })))
  const { columns, width, next, ends } = automatonOf(literals.map(({ text }) => text))

  return (words) => {
    const found = new Map<string, string>()
    const lastEnd = groups.map(() => Number.NEGATIVE_INFINITY)
    const lastLiteral: string[] = []
    let state = 0
    let sentence = 0
    for (let index = 0; index < words.length; index++) {
      // The barrier between two sentences is as wide as the reach.
      if (words[index] === 0) sentence += reach
      state = next[state * width + (columns[words[index] as number] as number)] as number
      const ended = ends[state]
      if (ended === undefined) continue
      const at = sentence + index
      for (const number of ended) {
        const { text, group } = literals[number] as (typeof literals)[number]
        lastEnd[group] = at
        lastLiteral[group] = text
        for (const { pattern, first, second } of pairsOf[group] as readonly Pair[]) {
          const other = group === second ? first : second
          if (at - text.length - (lastEnd[other] as number) > reach || found.has(pattern)) continue
          found.set(pattern, other === group ? text : `${lastLiteral[first]} … ${lastLiteral[second]}`)
        }
      }
    }
    return found
  }
}

interface Automaton {
  /** The column of each symbol; all that no literal has share column 0, which leads back to the start. */
  readonly columns: Uint8Array
  readonly width: number
  /** The state that follows, at `state * width + column`. */
  readonly next: Uint16Array
  /** The numbers of the literals that end in a state; absent where none does. */
  readonly ends: readonly (readonly number[] | undefined)[]
}

function automatonOf(literals: readonly string[]): Automaton {
  const columns = new Uint8Array(65_536)
  let width = 1
  const children: Map<number, number>[] = [new Map()]
  const ends: (readonly number[] | undefined)[] = []
  for (const [number, literal] of literals.entries()) {
    let state = 0
    for (const symbol of symbolsOf(literal)) {
      const own = children[state] as Map<number, number>
      const column = columns[symbol] || width++
      columns[symbol] = column
      state = own.get(column) ?? children.push(new Map()) - 1
      own.set(column, state)
    }
    ends[state] = [...(ends[state] ?? []), number]
  }

  // Breadth first: a state continues as its longest proper suffix does, except where it has a child of its own.
  const next = new Uint16Array(children.length * width)
  const suffix = new Uint16Array(children.length)
  const queue = [0]
  for (const state of queue) {
    const like = suffix[state] as number
    next.copyWithin(state * width, like * width, (like + 1) * width)
    // The start is its own suffix.
    if (like !== state && ends[like] !== undefined) ends[state] = [...(ends[state] ?? []), ...ends[like]]
    for (const [column, child] of children[state] as Map<number, number>) {
      suffix[child] = next[state * width + column] as number
      next[state * width + column] = child
      queue.push(child)
    }
  }
  return { columns, width, next, ends }
}

/** A word of Latin letters begins after a blank; one of another script anywhere. */
function symbolsOf(literal: string): Uint16Array {
  const words = plainWords(literal)
  return words.subarray((words[1] ?? 0) > 127 ? 1 : 0, literal.endsWith(' ') ? undefined : -1)
}
