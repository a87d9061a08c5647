/** A cell: text, and how to dress it once it has its width. */
export interface Cell {
  readonly text: string
  readonly paint?: (text: string) => string
  readonly align?: 'right'
}

/** Lines of cells, each column as wide as its widest cell and two spaces between them; nothing trails. */
export function tableLines(rows: readonly (readonly Cell[])[]): readonly string[] {
  const columns = Math.max(0, ...rows.map((row) => row.length))
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(0, ...rows.map((row) => row[column]?.text.length ?? 0)),
  )
  return rows.map((row) => rowLine(row, widths))
}

/** One line of cells beside given widths, for rows that are printed before the next is known. */
export function rowLine(row: readonly Cell[], widths: readonly number[]): string {
  const last = row.findLastIndex(({ text }) => text !== '')
  return row
    .slice(0, last + 1)
    .map(({ text, align, paint = (same) => same }, column) => {
      const gap = ' '.repeat(Math.max(0, (widths[column] ?? 0) - text.length))
      const shown = text === '' ? '' : paint(text)
      if (align === 'right') return gap + shown
      return shown + (column === last ? '' : gap)
    })
    .join('  ')
}
