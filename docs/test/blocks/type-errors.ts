import { join } from 'node:path'
import ts from 'typescript'
import { root } from './pages.js'

/** What the compiler says of each file, one text per error, under the settings that tests have. */
export function typeErrors(files: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const settings = join(root, 'packages/tsconfig.test.json')
  const { config } = ts.readConfigFile(settings, ts.sys.readFile) as { config: object }
  const { options } = ts.parseJsonConfigFileContent(
    { ...config, include: [], files: [] },
    ts.sys,
    join(root, 'packages'),
  )
  const { incremental: _, tsBuildInfoFile: __, ...kept } = options
  const program = ts.createProgram(files, {
    ...kept,
    // A reader's own settings may be milder, and an example may show a name without using it.
    noUnusedLocals: false,
    noUnusedParameters: false,
    noPropertyAccessFromIndexSignature: false,
  })
  return new Map(
    files.map((path) => {
      const file = program.getSourceFile(path)
      const errors = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]
      return [path, errors.map(({ start, messageText }) => `${lineOf(file, start)}: ${textOf(messageText)}`)]
    }),
  )
}

const lineOf = (file: ts.SourceFile | undefined, start: number | undefined): number =>
  (file?.getLineAndCharacterOfPosition(start ?? 0).line ?? 0) + 1

const textOf = (message: string | ts.DiagnosticMessageChain): string => ts.flattenDiagnosticMessageText(message, '\n')
