import ts from 'typescript'
import type { Block } from './block.js'

/** A block of TypeScript or JavaScript, made ready to be run. */
export interface Example {
  /** `README.md:12` */
  readonly name: string
  readonly block: Block
  /** Why it is only read and not run; undefined when it is run. */
  readonly notRun: string | undefined
  /** The block as a module: its lines stand where they stand on the page, its `console` is one of ours. */
  readonly code: string
  /** What each `console.log` with an arrow should print, by its line. */
  readonly expected: ReadonlyMap<number, readonly string[]>
}

const languages: Readonly<Record<string, string>> = { ts: 'mts', typescript: 'mts', js: 'mjs', javascript: 'mjs' }
const arrow = /^\/\/\s*→\s?(?<text>.*)$/

/** The ending of the file that holds a block of this language; undefined when it is not to be run. */
export function endingOf(block: Block): string | undefined {
  return languages[block.language]
}

/** Reads a block: what it prints where, and whether it wants to be run. */
export function exampleOf(block: Block): Example {
  const file = ts.createSourceFile('block.mts', block.code, ts.ScriptTarget.ES2023, true)
  const calls = callsOf(file)
  return {
    name: `${block.path}:${block.line}`,
    block,
    notRun: /^\s*\/\/ not run:(?<why>.*)$/m.exec(block.code.split('\n', 1)[0] ?? '')?.groups?.['why']?.trim(),
    code: '\n'.repeat(block.line - 1) + observed(block, calls),
    expected: expectedOf(block, file, calls),
  }
}

interface Call {
  /** Where the word `console` begins. */
  readonly start: number
  readonly line: number
  readonly lastLine: number
}

function callsOf(file: ts.SourceFile): readonly Call[] {
  const lineAt = (position: number): number => file.getLineAndCharacterOfPosition(position).line
  const calls: Call[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.expression.getText(file) === 'console.log') {
      const start = node.getStart(file)
      calls.push({ start, line: lineAt(start), lastLine: lineAt(node.getEnd()) })
    }
    node.forEachChild(visit)
  }
  visit(file)
  return calls
}

function observed({ code, line }: Block, calls: readonly Call[]): string {
  return calls.toReversed().reduce((text, call) => {
    const rest = text.slice(call.start + 'console'.length)
    return `${text.slice(0, call.start)}printedAt(${line + call.line})${rest}`
  }, code)
}

/** An arrow belongs to the call that ends on its line, or to the lines of arrows directly above it. */
function expectedOf(block: Block, file: ts.SourceFile, calls: readonly Call[]): ReadonlyMap<number, readonly string[]> {
  const expected = new Map<number, string[]>()
  let last: { call: Call; line: number } | undefined
  for (const { line, text } of arrowsOf(file)) {
    const ending = calls.findLast(({ lastLine }) => lastLine === line || lastLine === line - 1)
    const call: Call | undefined = last?.line === line - 1 && ending?.lastLine !== line ? last.call : ending
    if (call === undefined) {
      throw new Error(
        `${block.path}:${block.line + line}: '// → ${text}' stands beside no console.log, so nobody checks it`,
      )
    }
    const key = block.line + call.line
    expected.set(key, [...(expected.get(key) ?? []), text])
    last = { call, line }
  }
  return expected
}

function arrowsOf(file: ts.SourceFile): readonly { readonly line: number; readonly text: string }[] {
  const comments = new Map<number, string>()
  const visit = (node: ts.Node): void => {
    const ranges = [node.getFullStart(), node.getEnd()].flatMap((position) => [
      ...(ts.getLeadingCommentRanges(file.text, position) ?? []),
      ...(ts.getTrailingCommentRanges(file.text, position) ?? []),
    ])
    for (const { pos, end } of ranges) comments.set(pos, file.text.slice(pos, end))
    for (const child of node.getChildren(file)) visit(child)
  }
  visit(file)
  return [...comments]
    .toSorted(([a], [b]) => a - b)
    .flatMap(([position, comment]) => {
      const text = arrow.exec(comment)?.groups?.['text']?.trimEnd()
      return text === undefined ? [] : [{ line: file.getLineAndCharacterOfPosition(position).line, text }]
    })
}
