import { readFile } from 'node:fs/promises'
import ts from 'typescript'

/**
 * Tells bundlers that a constant of a module is only a value, so that it goes when nobody uses it. Once all modules stand in
 * one file, they keep whatever they cannot prove to be free of effects: a call, a spread, even the reading of a property.
 * The lines stay where they are.
 */
export const pureConstants: { readonly name: string; readonly setup: (build: Build) => void } = {
  name: 'pure-constants',
  setup: (build) => {
    build.onLoad({ filter: /\/src\/.*\.ts$/ }, async ({ path }) => ({
      contents: withPureConstants(path, await readFile(path, 'utf8')),
      loader: 'ts',
    }))
  },
}

/** What is used of a build of esbuild. */
interface Build {
  onLoad(
    options: { readonly filter: RegExp },
    load: (file: { readonly path: string }) => Promise<{ contents: string; loader: 'ts' }>,
  ): void
}

function withPureConstants(path: string, text: string): string {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true)
  return file.statements
    .flatMap((statement) => (ts.isVariableStatement(statement) ? statement.declarationList.declarations : []))
    .flatMap(({ initializer }) => (initializer !== undefined && mayHaveEffects(initializer) ? initializer : []))
    .reduceRight((whole, { pos, end }) => {
      const value = whole.slice(pos, end)
      return `${whole.slice(0, pos)} /* @__PURE__ */ (() => (${value}))()${whole.slice(end)}`
    }, text)
}

function mayHaveEffects(node: ts.Node): boolean {
  if (ts.isFunctionLike(node)) return false
  const doubtful =
    ts.isCallExpression(node) ||
    ts.isNewExpression(node) ||
    ts.isSpreadElement(node) ||
    ts.isTemplateExpression(node) ||
    ts.isPropertyAccessExpression(node) ||
    ts.isElementAccessExpression(node)
  return doubtful || (ts.forEachChild(node, mayHaveEffects) ?? false)
}
