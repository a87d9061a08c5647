import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { expect, it } from 'vitest'
import { root, textOf } from './blocks/pages.js'
import { expectPrinted } from './printed-part.js'

const folder = 'packages/core/test/laws'
const files = readdirSync(join(root, folder))
  .filter((name) => name.endsWith('.test.ts'))
  .toSorted()

/** The names of the tests of a file, each a sentence. */
function sentencesOf(path: string): readonly string[] {
  const sentences: string[] = []
  const visit = (node: ts.Node): void => {
    const [name] = ts.isCallExpression(node) && /^it\b/.test(node.expression.getText(file)) ? node.arguments : []
    if (name !== undefined && ts.isStringLiteralLike(name)) sentences.push(name.text)
    node.forEachChild(visit)
  }
  const file = ts.createSourceFile(path, textOf(path), ts.ScriptTarget.ES2023, true)
  visit(file)
  return sentences
}

/** `a-burst-is-one-incident.test.ts` is the law that a burst is one incident. */
const lawOf = (name: string): string => name.replace('.test.ts', '').replace('-s-', '’s ').replaceAll('-', ' ')

it('every file of a law says in a sentence what it holds', () => {
  expect(files.length).toBeGreaterThan(40)
  expect(files.filter((name) => sentencesOf(`${folder}/${name}`).length === 0)).toEqual([])
})

it('the page of laws names each of them once, in the words of its test', () => {
  const lines = files.map((name) => {
    const path = `${folder}/${name}`
    return `- [${lawOf(name)}](../${path}): ${sentencesOf(path).join('; ')}.`
  })
  expectPrinted('docs/laws.md', 'laws', lines)
})
