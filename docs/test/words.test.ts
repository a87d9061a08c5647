import ts from 'typescript'
import { expect, it } from 'vitest'
import { textOf } from './blocks/pages.js'
import { cellsOf } from './printed-part.js'

const page = 'docs/words.md'

/** The rows of the table below a heading of the page, without its titles. */
function rowsBelow(heading: string): readonly (readonly string[])[] {
  const section =
    textOf(page)
      .split(/^(?=## )/m)
      .find((text) => text.startsWith(`## ${heading}\n`)) ?? ''
  const lines = section.split('\n').filter((line) => line.startsWith('|'))
  return lines.slice(2).map(cellsOf)
}

const boldIn = (cell = ''): readonly string[] => [...cell.matchAll(/\*\*([^*]+)\*\*/g)].map(([, word = '']) => word)
const codeIn = (cell = ''): readonly string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name)

const rows = rowsBelow('The words')
const words = rows.flatMap(([cell]) => boldIn(cell))
const exemptions = new Set(rowsBelow('Names that only sound like others').flatMap(([cell]) => codeIn(cell)))

/** What the words are not called. */
const synonyms = rows
  .flatMap(([, , not = '']) => not.split(','))
  .map((word) => word.trim())
  .filter((word) => word !== '' && !words.includes(word))

/** The names that core exports, and whether each is a type. */
const exported: ReadonlyMap<string, boolean> = new Map(
  ts
    .createSourceFile('index.ts', textOf('packages/core/src/index.ts'), ts.ScriptTarget.ES2023)
    .statements.flatMap((statement) => {
      if (!ts.isExportDeclaration(statement) || statement.exportClause === undefined) return []
      if (!ts.isNamedExports(statement.exportClause)) return []
      return statement.exportClause.elements.map(
        ({ name, isTypeOnly }) => [name.text, statement.isTypeOnly || isTypeOnly] as const,
      )
    }),
)

/** `AttemptCommand` is made of `attempt` and `command`. */
const partsOf = (name: string): readonly string[] => name.split(/(?=[A-Z])/).map((part) => part.toLowerCase())

it('every word stands there once, with a meaning', () => {
  expect(words.length).toBeGreaterThan(40)
  expect(words.filter((word, index) => words.indexOf(word) !== index)).toEqual([])
  expect(rows.filter(([, meaning = '']) => meaning.length < 10)).toEqual([])
})

it('what the page names as exported is exported by core', () => {
  expect(rows.flatMap(([cell]) => codeIn(cell)).filter((name) => !exported.has(name))).toEqual([])
})

it('every type of core that is one of the words stands beside its word', () => {
  const named = new Map(rows.flatMap(([cell]) => boldIn(cell).map((word) => [word, codeIn(cell)] as const)))
  const types = [...exported].filter(([name, isType]) => isType && words.includes(partsOf(name).join(' ')))
  expect(types.length).toBeGreaterThan(15)
  expect(types.filter(([name]) => !named.get(partsOf(name).join(' '))?.includes(name))).toEqual([])
})

it('no name that core exports is made of a synonym, but for those that the page explains', () => {
  expect(synonyms.length).toBeGreaterThan(20)
  const wrong = [...exported.keys()].filter((name) => partsOf(name).some((part) => synonyms.includes(part)))
  expect(wrong.filter((name) => !exemptions.has(name))).toEqual([])
  expect([...exemptions].filter((name) => !exported.has(name))).toEqual([])
})
