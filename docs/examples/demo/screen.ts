import type { Colour, Paint } from './colours.js'
import { type Cell, rowLine, tableLines } from './table.js'
import type { TimelineRow } from './timeline.js'

/** Where the demo writes, and how its parts look. */
export interface Screen {
  /** A request, before anything becomes of it. */
  readonly heading: (number: string, title: string, note: string) => void
  /** What the columns of the rows below are. */
  readonly columns: () => void
  /** One line of a request's life; `label` says whose, where several are shown together. */
  readonly row: (row: TimelineRow, label?: string) => void
  /** A piece of an answer; lines are broken between words. */
  readonly piece: (text: string) => void
  /** The end of an answer. */
  readonly endAnswer: () => void
  /** A whole answer, or what a client got in place of one. */
  readonly answer: (text: string, colour?: Colour) => void
  readonly table: (rows: readonly (readonly Cell[])[]) => void
  readonly line: (text?: string) => void
  readonly paint: Paint
}

const margin = '   │ '
const answerWidth = 88
const looks: Readonly<Record<TimelineRow['outcome'], Colour>> = {
  failed: 'red',
  waiting: 'yellow',
  committed: 'green',
  succeeded: 'green',
}

/** A screen that writes text with `write`; `targetWidth` is the length of the longest target. */
export function screenOf(write: (text: string) => void, paint: Paint, targetWidth: number): Screen {
  const widths = [1, 7, 1, targetWidth, 13, 17, 10, 19]
  let column = 0
  const line = (text = ''): void => write(`${text}\n`)
  const dim = (text: string): string => paint('dim', text)
  const piece = (text: string): void => {
    for (const word of text.match(/\s*\S+|\s+$/g) ?? []) {
      const breaks = column > 0 && column + word.trimEnd().length > answerWidth
      if (breaks) line()
      if (breaks || column === 0) write(dim(margin))
      const shown = breaks || column === 0 ? word.trimStart() : word
      write(shown)
      column = (breaks ? 0 : column) + shown.length
    }
  }
  const endAnswer = (): void => {
    if (column > 0) line()
    column = 0
  }
  return {
    heading: (number, title, note) => line(`\n${paint('bold', `${number}  ${title}`)}  ${dim(note)}`),
    columns: () => {
      const names = ['', 'after', '#', 'target', 'came back', 'class', 'scope', 'cools', 'next']
      line(
        dim(
          rowLine(
            names.map((text, index) => (index === 1 ? { text, align: 'right' } : { text })),
            widths,
          ),
        ),
      )
    },
    row: (row, label = '') => {
      const look = (text: string): string => paint(looks[row.outcome], text)
      const cells: readonly Cell[] = [
        { text: label, paint: dim },
        { text: row.elapsed, align: 'right', paint: dim },
        { text: row.number, paint: dim },
        { text: row.target },
        { text: row.cameBack, paint: look },
        { text: row.class },
        { text: row.scope, paint: dim },
        { text: row.cooldown, paint: row.cooldown === 'none' ? dim : (text) => paint('yellow', text) },
        { text: row.next === '' ? '' : `→ ${row.next}`, paint: row.next.startsWith('fail:') ? look : dim },
      ]
      line(rowLine(cells, widths))
    },
    piece,
    endAnswer,
    answer: (text, colour) => {
      for (const part of brokenAt(text, answerWidth))
        line(dim(margin) + (colour === undefined ? part : paint(colour, part)))
    },
    table: (rows) => {
      for (const row of tableLines(rows)) line(`   ${row}`)
    },
    line,
    paint,
  }
}

/** Lines of whole words, none longer than `width` unless a word is. */
function brokenAt(text: string, width: number): readonly string[] {
  return text.split(' ').reduce<string[]>((lines, word) => {
    const last = lines.at(-1)
    if (last === undefined || last.length + 1 + word.length > width) lines.push(word)
    else lines[lines.length - 1] = `${last} ${word}`
    return lines
  }, [])
}
