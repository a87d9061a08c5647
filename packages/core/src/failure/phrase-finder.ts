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
 * All literals are one tree, which is followed from the beginning of every word, never farther than a literal is long:
 * the time depends on the length of the text and on hardly anything in it (rule 13).
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
  const { columns, width, next, ends } = treeOf(literals.map(({ text }) => text))

  return (words) => {
    const found = new Map<string, string>()
    const lastEnd: number[] = []
    const lastLiteral: string[] = []
    let sentence = 0
    for (let start = 0; start < words.length; start++) {
      // The barrier between two sentences is as wide as the reach.
      if (words[start] === 0) sentence += reach
      let state = 0
      for (let end = start; end < words.length; end++) {
        state = next[state * width + (columns[words[end] as number] as number)] as number
        if (state === 0) break
        const ending = ends[state]
        if (ending === undefined) continue
        for (const number of ending) {
          const { text, group } = literals[number] as (typeof literals)[number]
          lastEnd[group] = sentence + end
          lastLiteral[group] = text
          for (const { pattern, first, second } of pairsOf[group] as readonly Pair[]) {
            const other = group === second ? first : second
            // No number where the other one has not been found.
            if (sentence + start - (lastEnd[other] as number) <= reach && !found.has(pattern))
              found.set(pattern, other === group ? text : `${lastLiteral[first]} … ${lastLiteral[second]}`)
          }
        }
      }
    }
    return found
  }
}

interface Tree {
  /** The column of each symbol; all that no literal has share column 0, where nothing follows. */
  readonly columns: Uint8Array
  readonly width: number
  /** The state that follows, at `state * width + column`; 0: none. */
  readonly next: Uint16Array
  /** The numbers of the literals that end in a state; absent where none does. */
  readonly ends: readonly (readonly number[] | undefined)[]
}

function treeOf(literals: readonly string[]): Tree {
  const columns = new Uint8Array(65_536)
  let width = 1
  const spelled = literals.map(symbolsOf)
  const symbols = spelled.flatMap((literal) => [...literal])
  for (const symbol of symbols) columns[symbol] ||= width++
  const next = new Uint16Array((symbols.length + 1) * width)
  const ends: number[][] = []
  let states = 0
  for (const [number, literal] of spelled.entries()) {
    let state = 0
    for (const symbol of literal) state = next[state * width + (columns[symbol] as number)] ||= ++states
    ends[state] = [...(ends[state] ?? []), number]
  }
  return { columns, width, next, ends }
}

/** A word of Latin letters begins after a blank; one of another script anywhere. */
function symbolsOf(literal: string): Uint16Array {
  const words = plainWords(literal)
  return words.subarray((words[1] ?? 0) > 127 ? 1 : 0, literal.endsWith(' ') ? undefined : -1)
}
