import { readdirSync, readFileSync } from 'node:fs'
import ts from 'typescript'
import { expect, it } from 'vitest'

// The compiler reads the type tests (`npm run types`), and refuses an import that is not used.
const folder = new URL('./', import.meta.url)
const parsed = (url: URL): ts.SourceFile =>
  ts.createSourceFile(url.pathname, readFileSync(url, 'utf8'), ts.ScriptTarget.ES2023)

/** Every name that an index file exports. */
function exportedBy(index: string): readonly string[] {
  return parsed(new URL(`../../src/${index}`, folder)).statements.flatMap((statement) =>
    ts.isExportDeclaration(statement) && statement.exportClause && ts.isNamedExports(statement.exportClause)
      ? statement.exportClause.elements.map(({ name }) => name.text)
      : [],
  )
}

/** Every name that the type tests import from a module. */
function testedOf(module: string): ReadonlySet<string> {
  const files = readdirSync(folder).filter((name) => name.endsWith('.test-d.ts'))
  const imports = files.flatMap((name) => parsed(new URL(name, folder)).statements.filter(ts.isImportDeclaration))
  return new Set(
    imports.flatMap(({ moduleSpecifier, importClause }) => {
      const named = importClause?.namedBindings
      if (!ts.isStringLiteral(moduleSpecifier) || moduleSpecifier.text !== module) return []
      return named && ts.isNamedImports(named) ? named.elements.map(({ name }) => name.text) : []
    }),
  )
}

it.each([
  ['@router/core', 'index.ts', 100],
  ['@router/core/wire', 'wire/index.ts', 8],
])('every name that %s exports has a type test', (module, index, atLeast) => {
  const exported = exportedBy(index)
  const tested = testedOf(module)
  expect(exported.length).toBeGreaterThanOrEqual(atLeast)
  expect(exported.filter((name) => !tested.has(name))).toEqual([])
})
