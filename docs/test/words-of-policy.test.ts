import { definePolicy } from '@router/core'
import ts from 'typescript'
import { expect, it } from 'vitest'
import { textOf } from './blocks/pages.js'
import { expectPrinted, rowsOn, spoken, tableOf } from './printed-part.js'

const page = 'docs/operators-file.md'
const source = 'packages/core/src/policy/policy-input.ts'
const file = ts.createSourceFile(source, textOf(source), ts.ScriptTarget.ES2023, true)
const interfaces = new Map(
  file.statements.filter(ts.isInterfaceDeclaration).map((each) => [each.name.text, each] as const),
)

/** A key of the input by its path, and what its docstring says. */
interface Key {
  readonly path: string
  readonly says: string
}

/** The keys of some members, and of whatever they hold; `*` stands for a name, `[]` for a place in a list. */
function keysOf(members: readonly ts.TypeElement[], above: string): readonly Key[] {
  return members.filter(ts.isPropertySignature).flatMap((member) => {
    const path = `${above}${member.name.getText()}`
    const [comment] = ts.getJSDocCommentsAndTags(member)
    const says = typeof comment?.comment === 'string' ? comment.comment : ''
    return [{ path, says }, ...(member.type === undefined ? [] : below(member.type, path))]
  })
}

/** The keys below one, by its type. */
function below(type: ts.TypeNode, path: string): readonly Key[] {
  if (ts.isTypeLiteralNode(type)) return keysOf([...type.members], `${path}.`)
  if (ts.isUnionTypeNode(type)) return type.types.flatMap((each) => below(each, path))
  if (ts.isParenthesizedTypeNode(type) || ts.isTypeOperatorNode(type)) return below(type.type, path)
  if (ts.isArrayTypeNode(type)) return below(type.elementType, `${path}[]`)
  if (!ts.isTypeReferenceNode(type)) return []
  const name = type.typeName.getText()
  const [first, second] = type.typeArguments ?? []
  if ((name === 'Readonly' || name === 'Partial') && first !== undefined) return below(first, path)
  if (name === 'Record' && second !== undefined) return below(second, `${path}.*`)
  return keysOf([...(interfaces.get(name)?.members ?? [])], `${path}.`)
}

/** What holds where the operator says nothing; only what the compiled policy shows. */
function defaultOf(path: string): string | undefined {
  const value = path
    .split('.')
    .reduce<unknown>(
      (part, key) => (typeof part === 'object' && part !== null ? (part as Record<string, unknown>)[key] : undefined),
      definePolicy({ providers: {} }),
    )
  if (typeof value === 'number') return path.endsWith('Ms') ? spoken(value) : String(value)
  return typeof value === 'string' ? `\`${value}\`` : undefined
}

it('the table of keys has every key that a policy may have, with the default it has', () => {
  const byHand = new Map(rowsOn(page, 'keys').map(([key, stated, meaning]) => [key, { stated, meaning }] as const))
  const root = interfaces.get('PolicyInput')?.members ?? []
  const rows = keysOf([...root], '').map(({ path, says }) => {
    const key = `\`${path}\``
    // What a key means is written by hand; a new one begins with its docstring.
    const { stated, meaning } = byHand.get(key) ?? {}
    return [key, defaultOf(path) ?? stated ?? '', meaning ?? says]
  })
  expect(rows.length).toBeGreaterThan(40)
  expectPrinted(page, 'keys', tableOf([['key', 'default', 'what it says'], ...rows]))
  expect(rows.filter(([, , meaning]) => meaning === '').map(([key]) => key)).toEqual([])
})
