import { execFileSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkPackage, createPackageFromTarballData, type Problem } from '@arethetypeswrong/core'
import { publint } from 'publint'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { root } from '../sources.js'

// What a user gets: the packed tarballs, linted, installed without a registry, imported, required and type-checked.
const packages = ['core', 'memory-store', 'node-fetch', 'testing']
const modules = [
  '@router/core',
  '@router/core/wire',
  '@router/memory-store',
  '@router/node-fetch',
  '@router/node-fetch/otel',
  '@router/testing',
]
const folder = mkdtempSync(join(tmpdir(), 'release-'))
const tarball = (name: string): string => join(folder, `router-${name}-0.1.0.tgz`)

/** Runs a program in the user's folder; what it printed, also when it fails. */
function run(command: string, ...args: readonly string[]): string {
  try {
    return execFileSync(command, args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string }
    throw new Error(`${command} ${args.join(' ')} failed:\n${stdout}${stderr}`)
  }
}

const evaluate = (code: string): unknown => JSON.parse(run(process.execPath, '--input-type=module', '-e', code))

beforeAll(() => {
  const unbuilt = packages.filter((name) => !existsSync(join(root, 'packages', name, 'dist/index.js')))
  if (unbuilt.length > 0) throw new Error(`${unbuilt.join(', ')}: not built; run npm run build first`)
  const pack = ['run', '-s', 'pm', '--', '-r', '--filter', './packages/*', 'pack', '--pack-destination', folder]
  execFileSync('npm', pack, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] })
  writeFileSync(join(folder, 'package.json'), '{"private":true,"type":"module"}')
  // Nothing can be fetched; the one peer is linked from here.
  run('npm', 'install', '--offline', '--legacy-peer-deps', '--no-audit', '--no-fund', ...packages.map(tarball))
  mkdirSync(join(folder, 'node_modules'), { recursive: true })
  symlinkSync(realpathSync(join(root, 'node_modules/fast-check')), join(folder, 'node_modules/fast-check'))
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

it.each(packages)('%s is packed without problems', async (name) => {
  const data = new Uint8Array(readFileSync(tarball(name)))
  const { messages } = await publint({ strict: true, pack: { tarball: data.buffer } })
  expect(messages).toEqual([])
  const analysis = await checkPackage(createPackageFromTarballData(data))
  // Subpaths cannot be found by the resolution of Node 10, which nobody asks for.
  const problems = analysis.types
    ? analysis.problems.filter(
        (problem: Problem) => !('resolutionKind' in problem && problem.resolutionKind === 'node10'),
      )
    : ['no types']
  expect(problems).toEqual([])
})

it.each(packages)('%s ships its build, its licence and no source, test or map to a path of ours', (name) => {
  const files = run('tar', '-tzf', tarball(name)).trim().split('\n')
  expect(files).toEqual(expect.arrayContaining(['package/package.json', 'package/LICENSE', 'package/dist/index.d.cts']))
  expect(files.filter((path) => !/^package\/(package\.json|LICENSE|README\.md|dist\/[^/]+)$/.test(path))).toEqual([])
})

it('the install holds our packages and nothing else', () => {
  const { packages: installed } = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, unknown>
  }
  const names = Object.keys(installed).filter((path) => path !== '')
  expect(names.toSorted()).toEqual(packages.map((name) => `node_modules/@router/${name}`))
})

it.each(modules)('%s exports the same names to import and to require', (name) => {
  const namesOf = `(module) => Object.keys(module).filter((key) => !['default', 'module.exports'].includes(key)).sort()`
  const [imported, required] = evaluate(`
    import { createRequire } from 'node:module'
    const namesOf = ${namesOf}
    const required = createRequire(${JSON.stringify(join(folder, 'package.json'))})('${name}')
    console.log(JSON.stringify([namesOf(await import('${name}')), namesOf(required)]))
  `) as [string[], string[]]
  expect(imported.length).toBeGreaterThan(0)
  expect(required).toEqual(imported)
})

const routing = `
const policy = core.definePolicy({ providers: { openai: { models: ['gpt-4o'] } } })
const { command } = core.begin(policy, core.emptySnapshot, { id: 'r1', model: 'gpt-4o' }, 0)
export const target: string | undefined = command.type === 'attempt' ? command.target.id : undefined
const upstreams = { openai: { baseUrl: 'http://127.0.0.1:1/v1', credentials: { default: 'secret' } } }
export const router = shell.createRouter({ policy, store: memory.memoryStore(), upstreams })
export const names: readonly string[] = core.names(policy)
export const laws: typeof testing = testing
`

it('a program against the packages passes the compiler without skipLibCheck, and runs as ESM and as CommonJS', () => {
  const imports = { core: 'core', memory: 'memory-store', shell: 'node-fetch', testing: 'testing' }
  const importing = (line: (as: string, name: string) => string): string =>
    Object.entries(imports)
      .map(([as, name]) => line(as, `@router/${name}`))
      .join('\n')
  writeFileSync(join(folder, 'esm.mts'), importing((as, name) => `import * as ${as} from '${name}'`) + routing)
  writeFileSync(join(folder, 'cjs.cts'), importing((as, name) => `import ${as} = require('${name}')`) + routing)
  const strict = ['--strict', '--exactOptionalPropertyTypes', '--noUncheckedIndexedAccess', '--skipLibCheck', 'false']
  const target = ['--module', 'nodenext', '--target', 'es2023', '--lib', 'es2023,dom,dom.iterable']
  run(process.execPath, join(root, 'node_modules/typescript/bin/tsc'), ...strict, ...target, 'esm.mts', 'cjs.cts')
  const read = ({ as }: { as: string }): string => `{ target: ${as}.target, fetch: typeof ${as}.router.fetch }`
  expect(
    evaluate(`
      import * as esm from './esm.mjs'
      import cjs from './cjs.cjs'
      console.log(JSON.stringify([${read({ as: 'esm' })}, ${read({ as: 'cjs' })}]))
    `),
  ).toEqual(Array(2).fill({ target: 'openai/default/gpt-4o', fetch: 'function' }))
})
