import { copyFileSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import ts from 'typescript'
import { filesBelow, root } from '../sources.js'

/**
 * Writes what a package declares into a folder, file by file as its sources stand now: nothing has to be built first, and
 * nothing that was built yesterday is read by mistake.
 */
export function writeDeclarations(path: string, folder: string): void {
  for (const file of filesBelow(`${path}/src`).filter((name) => !name.endsWith('.test.ts'))) {
    const target = join(folder, relative(path, file).replace(/\.ts$/, '.d.ts'))
    mkdirSync(dirname(target), { recursive: true })
    writeFileSync(target, declarationOf(file))
  }
  copyFileSync(join(root, path, 'package.json'), join(folder, 'package.json'))
  // Where the types that it imports are found.
  symlinkSync(join(root, path, 'node_modules'), join(folder, 'node_modules'))
}

function declarationOf(file: string): string {
  const { outputText, diagnostics = [] } = ts.transpileDeclaration(readFileSync(join(root, file), 'utf8'), {
    fileName: file,
    compilerOptions: { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.NodeNext, verbatimModuleSyntax: true },
    reportDiagnostics: true,
  })
  const [wrong] = diagnostics
  if (wrong !== undefined) throw new Error(`${file}: ${ts.flattenDiagnosticMessageText(wrong.messageText, '\n')}`)
  return outputText
}
