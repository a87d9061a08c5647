import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Extractor, ExtractorConfig, ExtractorLogLevel } from '@microsoft/api-extractor'
import ts from 'typescript'
import { filesBelow, root } from '../sources.js'
import { writeDeclarations } from './declarations.js'

interface Manifest {
  readonly name: string
  readonly private?: boolean
  readonly exports?: Readonly<Record<string, unknown>>
}

const manifestOf = (path: string): Manifest => JSON.parse(readFileSync(join(root, path, 'package.json'), 'utf8'))

const packages = new Set(
  filesBelow('packages')
    .filter((path) => /^packages\/[^/]+\/src\//.test(path))
    .map((path) => path.split('/').slice(0, 2).join('/')),
)

/** The packages that are published, by their paths from the top of the repository. */
export const published: readonly string[] = [...packages].filter((path) => manifestOf(path).private !== true)

/** A name of `exports` in a manifest, such as `./wire`, without its `./`; empty for the package itself. */
const entriesOf = (path: string): readonly string[] =>
  Object.keys(manifestOf(path).exports ?? {})
    .filter((name) => name !== './package.json')
    .map((name) => name.replace(/^\.\/?/, ''))

const mainOf = (folder: string, entry: string): string => join(folder, 'src', entry, 'index.d.ts')

/**
 * The public surface of each published package as a page: the signature of every name of every entry, and of what these
 * names are made of and the entry does not export. By the path of the package.
 */
export function apiReports(): ReadonlyMap<string, string> {
  const folder = mkdtempSync(join(tmpdir(), 'api-'))
  try {
    for (const path of published) {
      writeDeclarations(path, join(folder, path))
      // What others import of it is no part of them.
      cpSync(join(folder, path), installed(folder, path), { recursive: true, verbatimSymlinks: true })
    }
    return new Map(published.map((path) => [path, reportOf(path, folder)]))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const installed = (folder: string, path: string): string => join(folder, 'node_modules', manifestOf(path).name)

function reportOf(path: string, folder: string): string {
  const { name } = manifestOf(path)
  const sections = entriesOf(path).map((entry) => {
    const module = entry === '' ? name : `${name}/${entry}`
    return `## \`${module}\`\n\n\`\`\`ts\n${signaturesOf(path, entry, folder)}\n\`\`\`\n`
  })
  return [`# The public surface of ${name}\n\n${preface}\n`, ...sections].join('\n')
}

const preface =
  'Printed from the sources; a test fails when it does not say what they say. A change here is a change for users: read ' +
  'it as one, then print it anew with `UPDATE=1 npx vitest run --project unit packages/test/unit/api.test.ts`.'

function signaturesOf(path: string, entry: string, folder: string): string {
  const main = mainOf(join(folder, path), entry)
  const reports = join(folder, 'reports')
  const config = ExtractorConfig.prepare({
    configObject: {
      projectFolder: join(folder, path),
      mainEntryPointFilePath: main,
      compiler: { overrideTsconfig: { files: [main], compilerOptions: compilerOptions(path, folder) } },
      apiReport: {
        enabled: true,
        includeForgottenExports: true,
        reportFileName: 'report',
        reportFolder: reports,
        reportTempFolder: join(reports, 'new'),
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      newlineKind: 'lf',
      messages: {
        compilerMessageReporting: { default: { logLevel: ExtractorLogLevel.Error } },
        extractorMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
        tsdocMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
      },
    },
    configObjectFullPath: undefined,
    packageJsonFullPath: join(folder, path, 'package.json'),
  })
  const problems: string[] = []
  Extractor.invoke(config, {
    localBuild: true,
    messageCallback: (message) => {
      if (message.logLevel === ExtractorLogLevel.Error) problems.push(message.text)
      message.handled = true
    },
  })
  if (problems.length > 0) throw new Error(`${path}: ${problems.join('\n')}`)
  return signaturesIn(readFileSync(join(reports, 'report.api.md'), 'utf8'))
}

/** Each package sees what its own compiler sees: core has no platform. */
function compilerOptions(path: string, folder: string): object {
  const { config } = ts.readConfigFile(join(root, path, 'tsconfig.json'), ts.sys.readFile)
  return {
    target: 'es2023',
    lib: ['es2023'],
    module: 'nodenext',
    strict: true,
    skipLibCheck: true,
    types: config.compilerOptions.types,
    typeRoots: [join(root, 'node_modules/@types')],
    paths: Object.fromEntries(
      published.flatMap((other) =>
        entriesOf(other).map((entry) => [
          join(manifestOf(other).name, entry),
          [mainOf(installed(folder, other), entry)],
        ]),
      ),
    ),
  }
}

/** The signatures alone: no heading, and no note of which member has no docstring or which release it belongs to. */
function signaturesIn(report: string): string {
  const [, code = ''] = /```ts\n(?<code>[\s\S]*)\n```/.exec(report) ?? []
  return code
    .replace(/^[ \t]*\/\/ (?:@public.*|\(undocumented\)|\(No @packageDocumentation .*)\n/gm, '')
    .replace(/^import .*\n/gm, '')
    .trim()
}
