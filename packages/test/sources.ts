import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'

/** The top of the repository, with a slash at its end. */
export const root: string = new URL('../../', import.meta.url).pathname

/** Every TypeScript file below a folder of the repository, by its path from the top; none if the folder is missing. */
export function filesBelow(folder: string): readonly string[] {
  const entries = readdirSync(root, { withFileTypes: true }).some(({ name }) => name === folder.split('/')[0])
    ? readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    : []
  return entries
    .filter((path) => /\.tsx?$/.test(path) && !/(^|\/)(node_modules|dist)\//.test(path))
    .map((path) => `${folder}/${path}`)
    .toSorted()
}

/** A file read and parsed, with parents, so that comments and strings do not count as code. */
export function parse(path: string, text: string = readFileSync(join(root, path), 'utf8')): ts.SourceFile {
  return ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true)
}

/** Every node below one, itself first. */
export function* nodesOf(node: ts.Node): Generator<ts.Node> {
  yield node
  const children: ts.Node[] = []
  node.forEachChild((child) => void children.push(child))
  for (const child of children) yield* nodesOf(child)
}

/** The line of a node, counted from 1. */
export function lineOf(file: ts.SourceFile, node: ts.Node): number {
  return file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1
}
