import { existsSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { expect, it } from 'vitest'
import { blocks, pages, root, textOf } from './blocks/pages.js'

const { scripts } = JSON.parse(textOf('package.json')) as { scripts: Record<string, string> }

/** Commands that npm has without a script. */
const npmOwn = ['install', 'i', 'ci', 'add', 'init', 'exec', 'view', 'pack', 'publish']
const shells = ['sh', 'bash', 'shell', 'console']

/** The scripts that a line of shell asks npm for. */
function scriptsIn(code: string): readonly string[] {
  return [...code.matchAll(/\bnpm (?<run>run )?(?:-\S+ )*(?<name>[\w:-]+)/g)].flatMap(({ groups }) =>
    groups?.['name'] === undefined || (groups['run'] === undefined && npmOwn.includes(groups['name']))
      ? []
      : groups['name'],
  )
}

/** A page without its blocks of code, where a `#` is no heading and a bracket is no link. */
const prose = (path: string): string => textOf(path).replace(/^\s*```[\s\S]*?^\s*```/gm, '')

/** The anchors of a page: one for each heading, as the usual viewers make them. */
function anchorsOf(path: string): readonly string[] {
  const text = prose(path)
  const headings = [...text.matchAll(/^#+ +(.*)$/gm)].map(([, heading = '']) =>
    heading
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\p{M}_ -]/gu, '')
      .trim()
      .replaceAll(' ', '-'),
  )
  const named = [...text.matchAll(/<a (?:id|name)="([^"]+)"/g)].map(([, name = '']) => name)
  return [...headings.map((slug, index) => numbered(slug, headings.slice(0, index))), ...named]
}

function numbered(slug: string, before: readonly string[]): string {
  const count = before.filter((other) => other === slug).length
  return count === 0 ? slug : `${slug}-${count}`
}

/** Why a link of a page leads nowhere; undefined when it leads somewhere. */
function broken(page: string, link: string): string | undefined {
  if (/^[a-z][a-z+.-]*:/i.test(link)) return undefined
  const [file = '', anchor] = decodeURI(link).split('#')
  const target = file === '' ? page : normalize(join(dirname(page), file))
  if (target.startsWith('..') || !existsSync(join(root, target)))
    return `${page} links to ${link}, which does not exist`
  if (anchor === undefined || !target.endsWith('.md') || anchorsOf(target).includes(anchor)) return undefined
  return `${page} links to ${link}, but ${target} has no such heading`
}

const linksOf = (path: string): readonly string[] =>
  [
    ...prose(path)
      .replace(/`[^`\n]*`/g, '')
      .matchAll(/\]\(\s*<?(?<link>[^)\s>]+)>?[^)]*\)|^\[[^\]]+\]:\s+(?<reference>\S+)/gm),
  ].map(({ groups }) => groups?.['link'] ?? groups?.['reference'] ?? '')

it('every npm script that a page names exists', () => {
  const missing = blocks
    .filter(({ language }) => shells.includes(language))
    .flatMap((block) => scriptsIn(block.code).map((name) => ({ name, where: `${block.path}:${block.line}` })))
    .filter(({ name }) => !(name in scripts))
  expect(missing).toEqual([])
})

it('every relative link of a page leads to a file, and to a heading where it names one', () => {
  expect(pages.flatMap((page) => linksOf(page).map((link) => broken(page, link))).filter(Boolean)).toEqual([])
})

it('a script is found however npm is asked for it', () => {
  expect(scriptsIn('npm test\nnpm run -s score && npm install x\nCI=true npm start # npm run bench')).toEqual([
    'test',
    'score',
    'start',
    'bench',
  ])
})
