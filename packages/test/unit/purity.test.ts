import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { expect, it } from 'vitest'
import { filesBelow, lineOf, nodesOf, parse, root } from '../sources.js'

const core = 'packages/core/src/'
const sources = filesBelow('packages/core/src').filter((path) => !path.endsWith('.test.ts'))

/** Files that may name the type Promise: the port that a store, which does I/O, fills in. */
const promising = [`${core}store.ts`]

/** More lines than these are a review question. */
const most = 250

/** Tables may be as long as the world they describe. */
const tables = [`${core}failure/vendors/`]

const globals = ['performance', 'process', 'console', 'globalThis', 'setTimeout', 'setInterval', 'queueMicrotask']
const members = ['Date.now', 'Math.random']

/** What one node does that pure code does not: read a clock, draw lots, wait, or reach for the outside. */
function impurityOf(node: ts.Node): string | undefined {
  if (node.kind === ts.SyntaxKind.AsyncKeyword) return 'async'
  if (ts.isAwaitExpression(node) || node.kind === ts.SyntaxKind.AwaitKeyword) return 'await'
  if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && !node.arguments?.length) return 'new Date()'
  if (ts.isCallExpression(node) && node.expression.getText() === 'Date') return 'Date()'
  return ts.isIdentifier(node) && !isMemberName(node) ? impureName(node) : undefined
}

function impureName(node: ts.Identifier): string | undefined {
  if (node.text === 'Promise' || globals.includes(node.text)) return node.text
  return members.find((member) => member === `${node.text}.${memberOf(node)}`)
}

/** The name in `x.name` or `{ name: … }` is nobody's global. */
function isMemberName(node: ts.Identifier): boolean {
  const { parent } = node
  return (
    (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
    ((ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent) || ts.isMethodSignature(parent)) &&
      parent.name === node)
  )
}

/** Which member of an object is taken, however it is written: `Date.now`, `Date['now']`, `const { now } = Date`. */
function memberOf(node: ts.Identifier): string | undefined {
  const { parent } = node
  if (ts.isPropertyAccessExpression(parent)) return parent.name.text
  if (ts.isElementAccessExpression(parent) && ts.isStringLiteralLike(parent.argumentExpression)) {
    return parent.argumentExpression.text
  }
  return ts.isVariableDeclaration(parent) && ts.isObjectBindingPattern(parent.name)
    ? parent.name.elements.map(({ propertyName, name }) => (propertyName ?? name).getText())[0]
    : undefined
}

function impurities(path: string, file: ts.SourceFile = parse(path)): readonly string[] {
  return [...nodesOf(file)].flatMap((node) => {
    const impurity = impurityOf(node)
    if (impurity === undefined || (impurity === 'Promise' && promising.includes(path))) return []
    return [`${path}:${lineOf(file, node)} uses ${impurity}`]
  })
}

it('core reads no clock, draws no lots, promises nothing and does no I/O', () => {
  expect(sources.length).toBeGreaterThan(50)
  expect(sources.flatMap((path) => impurities(path))).toEqual([])
})

it.each([
  ['Date.now', 'const at = Date.now()'],
  ['Date.now', `const at = Date['now']()`],
  ['Date.now', 'const { now } = Date'],
  ['Date.now', 'export const clock = { read: Date.now }'],
  ['new Date()', 'const at = new Date()'],
  ['new Date()', 'const at = new Date'],
  ['Date()', 'const at = Date()'],
  ['Math.random', 'const lot = Math.random()'],
  ['async', 'const f = async () => 1'],
  ['await', 'for await (const x of xs) {}'],
  ['await', 'const x = await y'],
  ['Promise', 'export type Later = Promise<number>'],
  ['performance', 'const at = performance.now()'],
  ['process', 'const home = process.env'],
  ['console', 'console.log(1)'],
])('%s is found in: %s', (impurity, code) => {
  expect(impurities('example.ts', parse('example.ts', code)).join()).toContain(`uses ${impurity}`)
})

it.each([
  '// Date.now() and await are only talked about',
  `const text = 'console.log(Math.random())'`,
  'const at = new Date(0)',
  'const at = Date.parse(text)',
  'const state = { process: 1 }.process',
])('nothing is found in: %s', (code) => {
  expect(impurities('example.ts', parse('example.ts', code))).toEqual([])
})

it(`no file of core is longer than ${most} lines, except tables`, () => {
  const long = sources
    .filter((path) => !tables.some((table) => path.startsWith(table)))
    .map((path) => ({ path, lines: readFileSync(join(root, path), 'utf8').trimEnd().split('\n').length }))
    .filter(({ lines }) => lines > most)
  expect(long).toEqual([])
})
