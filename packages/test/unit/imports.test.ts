import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import type ts from 'typescript'
import { expect, it } from 'vitest'
import { importsOf } from '../imports-of.js'
import { filesBelow, parse, root } from '../sources.js'

/** Leftmost first. A file imports from its own place or one to the left. */
const line = [
  'words',
  'lib',
  'wire',
  'failure',
  'snapshot',
  'store.ts',
  'strategy',
  'policy',
  'decision',
  'execution',
  'index.ts',
]
const core = 'packages/core/src/'
const sources = filesBelow('packages/core/src').filter((path) => !path.endsWith('.test.ts'))
const placeOf = (path: string): string => path.slice(core.length).split('/')[0] ?? ''
const targetOf = (path: string, specifier: string): string => normalize(join(dirname(path), specifier))

/** lib knows nothing of routing, so words may use it and it may not use words, although both stand leftmost. */
function mayImport(from: string, to: string): boolean {
  if (from === to) return true
  if (from === 'words') return to === 'lib'
  if (from === 'lib') return false
  return line.indexOf(to) < line.indexOf(from)
}

/** What is wrong with the imports of one file of core. */
function wrongInCore(path: string, file: ts.SourceFile = parse(path)): readonly string[] {
  return importsOf(file).flatMap(({ specifier, line: at, typeOnly }) => {
    const where = `${path}:${at} imports '${specifier}':`
    if (!specifier.startsWith('.')) {
      return specifier === 'type-fest' && typeOnly ? [] : [`${where} core takes only types, and only from type-fest`]
    }
    const target = targetOf(path, specifier)
    if (!target.startsWith(core)) return [`${where} this is outside of core`]
    const [from, to] = [placeOf(path), placeOf(target.replace(/\.js$/, '.ts'))]
    return mayImport(from, to) ? [] : [`${where} ${from} may not import from ${to}, which stands to its right`]
  })
}

/** Unpublished folders that measure what packages do not export. */
const insiders = ['packages/benchmarks/', 'packages/core/', 'packages/testing/cases/']

/** What is wrong with the imports of one file outside of core. */
function wrongOutside(path: string, file: ts.SourceFile = parse(path)): readonly string[] {
  const own = path
    .split('/')
    .slice(0, path.startsWith('packages/') ? 2 : 1)
    .join('/')
  return importsOf(file).flatMap(({ specifier, line: at }) => {
    const where = `${path}:${at} imports '${specifier}':`
    if (/^@router\/core\/(?!wire$)/.test(specifier)) return [`${where} core exports only itself and ./wire`]
    if (!specifier.startsWith('.')) return []
    const target = targetOf(path, specifier)
    const foreign = /^packages\/[^/]+\/src\//.exec(target)
    return foreign === null || target.startsWith(`${own}/`)
      ? []
      : [`${where} another package is imported by its name, not by its path`]
  })
}

it('every folder of core has its place in the line of imports', () => {
  const places = readdirSync(join(root, core)).filter((name) => !name.endsWith('.test.ts'))
  expect(places.filter((name) => !line.includes(name))).toEqual([])
  expect(sources.length).toBeGreaterThan(50)
})

it('imports inside core run leftwards: lib, words, wire, failure, snapshot, strategy, policy, decision, execution', () => {
  expect(sources.flatMap((path) => wrongInCore(path))).toEqual([])
})

it('other packages, tests and docs import core by its name', () => {
  const outside = [...filesBelow('packages'), ...filesBelow('docs')].filter(
    (path) => !insiders.some((folder) => path.startsWith(folder)),
  )
  expect(outside.flatMap((path) => wrongOutside(path))).toEqual([])
})

it('core depends on nothing at run time', () => {
  const manifest = JSON.parse(readFileSync(join(root, 'packages/core/package.json'), 'utf8')) as Record<string, unknown>
  expect(['dependencies', 'peerDependencies', 'optionalDependencies'].filter((key) => key in manifest)).toEqual([])
})

it.each([
  ['failure/a.ts', `import { b } from '../snapshot/b.js'`, 'failure may not import from snapshot'],
  ['failure/a.ts', `export { b } from '../policy/b.js'`, 'failure may not import from policy'],
  ['wire/a.ts', `type B = import('../failure/b.js').B`, 'wire may not import from failure'],
  ['snapshot/a.ts', `const b = import('../decision/b.js')`, 'snapshot may not import from decision'],
  ['lib/a.ts', `import type { B } from '../words/b.js'`, 'lib may not import from words'],
  ['store.ts', `import { b } from './strategy/b.js'`, 'store.ts may not import from strategy'],
  ['policy/a.ts', `import { b } from '../index.js'`, 'policy may not import from index.ts'],
  ['lib/a.ts', `import { readFileSync } from 'node:fs'`, 'core takes only types'],
  ['lib/a.ts', `import { b } from 'type-fest'`, 'core takes only types'],
  ['lib/a.ts', `import { b } from '../../../testing/src/b.js'`, 'outside of core'],
])('%s is refused %s', (name, code, why) => {
  const path = core + name
  expect(wrongInCore(path, parse(path, code)).join()).toContain(why)
})

it.each([
  ['words/a.ts', `import { b } from '../lib/b.js'`],
  ['failure/vendors/a.ts', `import { b } from '../table.js'`],
  ['store.ts', `import type { B } from './snapshot/b.js'`],
  ['words/a.ts', `import type { Tagged } from 'type-fest'`],
])('%s is allowed %s', (name, code) => {
  const path = core + name
  expect(wrongInCore(path, parse(path, code))).toEqual([])
})

it('a path into another package is refused, and so is a subpath that core does not export', () => {
  const path = 'packages/node-fetch/src/a.ts'
  const wrong = (code: string): string => wrongOutside(path, parse(path, code)).join()
  expect(wrong(`import { b } from '../../core/src/index.js'`)).toContain('by its name')
  expect(wrong(`import { b } from '@router/core/failure'`)).toContain('./wire')
  expect(wrong(`import { b } from '@router/core/wire'`)).toBe('')
})
