import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Block, blocksOfPage, blocksOfSource } from './block.js'

/** The top of the repository, with a slash at its end. */
export const root: string = new URL('../../../', import.meta.url).pathname

/** The text of a file, by its path from the top of the repository. */
export const textOf = (path: string): string => readFileSync(join(root, path), 'utf8')

function filesBelow(folder: string, ending: RegExp): readonly string[] {
  if (!existsSync(join(root, folder))) return []
  return readdirSync(join(root, folder), { withFileTypes: true })
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`
      if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : filesBelow(path, ending)
      return ending.test(path) ? [path] : []
    })
    .toSorted()
}

const packages = readdirSync(join(root, 'packages')).toSorted()

/** Every page a reader may open. */
export const pages: readonly string[] = [
  ...['README.md', ...packages.map((name) => `packages/${name}/README.md`)].filter((path) =>
    existsSync(join(root, path)),
  ),
  ...filesBelow('docs', /\.md$/),
]

/** Every fenced block: of the pages, and of the docstrings of every package. */
export const blocks: readonly Block[] = [
  ...pages.flatMap((path) => blocksOfPage(path, textOf(path))),
  ...packages
    .flatMap((name) => filesBelow(`packages/${name}/src`, /(?<!\.test)\.ts$/))
    .flatMap((path) => blocksOfSource(path, textOf(path))),
]
