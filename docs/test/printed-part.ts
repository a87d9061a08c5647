import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { root, textOf } from './blocks/pages.js'

/** What a page holds between `<!-- printed: name -->` and `<!-- end -->`, and the text around it. */
function partOf(
  path: string,
  name: string,
): { readonly before: string; readonly part: string; readonly after: string } {
  const text = textOf(path)
  const start = `<!-- printed: ${name} -->\n`
  const from = text.indexOf(start)
  const to = text.indexOf('<!-- end -->', from)
  if (from < 0 || to < 0) throw new Error(`${path} has no part '${start.trim()}' … '<!-- end -->'`)
  return {
    before: text.slice(0, from + start.length),
    part: text.slice(from + start.length, to),
    after: text.slice(to),
  }
}

/** The rows of the table in a printed part, its title row included, each cell trimmed. */
export function rowsOn(path: string, name: string): readonly (readonly string[])[] {
  return partOf(path, name)
    .part.split('\n')
    .filter((line) => line.startsWith('|') && !/^\|[\s|:-]+$/.test(line))
    .map(cellsOf)
}

/** The cells of one line of a table. */
export const cellsOf = (line: string): readonly string[] =>
  line
    .replace(/^\||\|\s*$/g, '')
    .split('|')
    .map((cell) => cell.trim())

/**
 * A part of a page that is printed from the code: it must say what the code says, wherever its lines break and however
 * its columns are padded. UPDATE=1 writes it.
 */
export function expectPrinted(path: string, name: string, lines: readonly string[]): void {
  const { before, part, after } = partOf(path, name)
  if (process.env['UPDATE'] === '1') writeFileSync(join(root, path), `${before}\n${lines.join('\n')}\n\n${after}`)
  else expect(normal(part), `${path}, part '${name}': UPDATE=1 prints it anew`).toEqual(normal(lines.join('\n')))
}

const normal = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.replace(/-{3,}/g, '---').replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '')

/** A table in Markdown; the first row holds the titles. */
export function tableOf(rows: readonly (readonly string[])[]): readonly string[] {
  const [titles = [], ...rest] = rows
  const widths = titles.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const line = (cells: readonly string[]): string =>
    `| ${widths.map((width, column) => (cells[column] ?? '').padEnd(width)).join(' | ')} |`
  return [line(titles), line(widths.map((width) => '-'.repeat(width))), ...rest.map(line)]
}

/** A length of time as pages write it: `10 s`, `30 min`. */
export function spoken(ms: number): string {
  for (const [unit, size] of units) if (ms >= size && ms % size === 0) return `${ms / size} ${unit}`
  return `${ms} ms`
}

const units = [
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1_000],
] as const
