/** How a piece of text looks. */
export type Colour = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan'

/** Dresses text for a terminal, or leaves it as it is. */
export type Paint = (colour: Colour, text: string) => string

/** For files, pipes and terminals that want none. */
export const plain: Paint = (_, text) => text

const codes: Readonly<Record<Colour, readonly [on: number, off: number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
}

/** For terminals that know colours. */
export const coloured: Paint = (colour, text) => `\u001b[${codes[colour][0]}m${text}\u001b[${codes[colour][1]}m`

/** Which of the two: `NO_COLOR` and `FORCE_COLOR` decide where they are set, else whether a terminal is there. */
export function paintFor(environment: Readonly<Record<string, string | undefined>>, isTerminal: boolean): Paint {
  const { NO_COLOR: no, FORCE_COLOR: force, TERM: terminal } = environment
  if (no !== undefined && no !== '') return plain
  if (force !== undefined) return force === '0' || force === 'false' ? plain : coloured
  return isTerminal && terminal !== 'dumb' ? coloured : plain
}
