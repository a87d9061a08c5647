/** One fenced code block of a page, or of a docstring. */
export interface Block {
  /** The page, from the top of the repository. */
  readonly path: string
  /** The line of its first line of code, counted from 1. */
  readonly line: number
  readonly language: string
  readonly code: string
}

const fence = /^(?<indent>\s*)```(?<language>[\w-]*)/

/** Every fenced block of a page of Markdown. */
export function blocksOfPage(path: string, text: string): readonly Block[] {
  return blocksIn(path, text.split('\n'))
}

/** Every fenced block in the docstrings of a source file; the lines of code around them do not count. */
export function blocksOfSource(path: string, text: string): readonly Block[] {
  let inside = false
  const lines = text.split('\n').map((line) => {
    inside ||= /^\s*\/\*\*/.test(line)
    const kept = inside ? line.replace(/^\s*(\/\*\*|\*(?!\/)) ?/, '') : ''
    if (line.includes('*/')) inside = false
    return kept
  })
  return blocksIn(path, lines)
}

function blocksIn(path: string, lines: readonly string[]): readonly Block[] {
  const blocks: Block[] = []
  let open: { language: string; indent: string; first: number } | undefined
  for (const [index, text] of lines.entries()) {
    const { indent = '', language = '' } = fence.exec(text)?.groups ?? {}
    if (!fence.test(text)) continue
    if (open === undefined) {
      open = { language, indent, first: index + 1 }
      continue
    }
    const code = lines.slice(open.first, index).map((line) => line.replace(open?.indent ?? '', ''))
    blocks.push({ path, line: open.first + 1, language: open.language, code: code.join('\n') })
    open = undefined
  }
  if (open !== undefined) throw new Error(`${path}:${open.first}: this block has no end`)
  return blocks
}
