import { readFileSync } from 'node:fs'
import * as core from '@router/core'
import ts from 'typescript'
import { expect, it } from 'vitest'
import { expectPrinted, tableOf } from '../../../../docs/test/printed-part.js'
import type { Check } from '../../src/lib/check.js'
import { strategies } from '../../src/strategy/strategies.js'

/** The first sentence of the docstring in the file that is named for a strategy, and the name it is exported under. */
function sourceOf(name: string): { readonly exported: string; readonly says: string } {
  const path = new URL(`../../src/strategy/preferences/${name}.ts`, import.meta.url)
  const file = ts.createSourceFile(name, readFileSync(path, 'utf8'), ts.ScriptTarget.ES2023, true)
  const exported = name.replace(/-(?<letter>\w)/g, (_, letter: string) => letter.toUpperCase())
  const statement = file.statements.find((each) => {
    const declared = ts.isVariableStatement(each) ? each.declarationList.declarations[0]?.name : undefined
    return (ts.isFunctionDeclaration(each) ? each.name : declared)?.getText(file) === exported
  })
  const [comment] = statement === undefined ? [] : ts.getJSDocCommentsAndTags(statement)
  const text = typeof comment?.comment === 'string' ? comment.comment.replace(/\s+/g, ' ') : ''
  return { exported, says: /^.*?[.](?= |$)/.exec(text)?.[0] ?? '' }
}

/** A value that a check takes. */
function exampleOf({ shape }: Check): unknown {
  if (shape?.type === 'number') return shape.whole ? 2 : 0.2
  if (shape?.type !== 'object') return 'price'
  return Object.fromEntries(Object.entries(shape.fields).map(([key, field]) => [key, exampleOf(field)]))
}

it('the table of strategies has every built-in one, as it is written in a policy, and says what its docstring says', () => {
  const rows = [...strategies].map(([name, strategy]) => {
    const { exported, says } = sourceOf(name)
    const parameter = typeof strategy === 'function' ? strategy.parameter : undefined
    const written = parameter === undefined ? name : { [name]: exampleOf(parameter) }
    expect(says, name).not.toBe('')
    expect(Object.keys(core)).toContain(exported)
    expect(() =>
      core.definePolicy({ providers: { p: {} }, aliases: { a: { targets: ['p/m'], strategy: written as string } } }),
    ).not.toThrow()
    const json = JSON.stringify(written).replaceAll(/(?<=[{:,])(?=\S)|(?=})/g, ' ')
    return [`\`${json}\``, `\`${exported}\``, says.replaceAll('|', '\\|')]
  })
  expectPrinted('docs/strategies.md', 'strategies', tableOf([['in a policy', 'in code', 'keeps'], ...rows]))
})
