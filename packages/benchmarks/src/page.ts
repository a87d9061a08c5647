/** The page with another text in one of its measured parts. */
export function withPart(page: string, name: string, text: string): string {
  const start = `<!-- measured: ${name} -->\n`
  const from = page.indexOf(start)
  const to = page.indexOf('<!-- end -->', from)
  if (from < 0 || to < 0) throw new Error(`the page has no part '${start.trim()}' … '<!-- end -->'`)
  return `${page.slice(0, from + start.length)}\n${text}\n\n${page.slice(to)}`
}
