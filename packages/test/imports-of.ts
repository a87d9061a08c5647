import ts from 'typescript'
import { lineOf, nodesOf } from './sources.js'

/** One module named by a file: as `import`, `export … from`, `import()`, or the type `import('…')`. */
export interface Import {
  readonly specifier: string
  readonly line: number
  /** Erased by the compiler: nothing of it is left at run time. */
  readonly typeOnly: boolean
}

/** Every module that a file names. */
export function importsOf(file: ts.SourceFile): readonly Import[] {
  return [...nodesOf(file)].flatMap((node) => {
    const named = specifierOf(node)
    return named === undefined ? [] : [{ specifier: named.text, line: lineOf(file, node), typeOnly: isTypeOnly(node) }]
  })
}

function specifierOf(node: ts.Node): ts.StringLiteralLike | undefined {
  const named =
    ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
      ? node.moduleSpecifier
      : ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)
        ? node.argument.literal
        : ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
          ? node.arguments[0]
          : undefined
  return named !== undefined && ts.isStringLiteralLike(named) ? named : undefined
}

function isTypeOnly(node: ts.Node): boolean {
  if (ts.isImportDeclaration(node)) return node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword
  return ts.isExportDeclaration(node) ? node.isTypeOnly : ts.isImportTypeNode(node)
}
