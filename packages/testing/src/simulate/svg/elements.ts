/** What the attributes of an element may be; undefined: not there. */
type Attributes = Readonly<Record<string, string | number | undefined>>

/** One SVG element; what stands inside is SVG already. */
export function element(name: string, attributes: Attributes, ...inside: readonly string[]): string {
  const said = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${typeof value === 'number' ? rounded(value) : escaped(value)}"`],
  )
  return inside.length === 0 ? `<${name}${said.join('')}/>` : `<${name}${said.join('')}>${inside.join('')}</${name}>`
}

/** A text at a place. */
export function text(x: number, y: number, words: string, attributes: Attributes = {}): string {
  return element('text', { x, y, ...attributes }, escaped(words))
}

/** An area below a line that goes through these points, down to `floor`, or down to another line that goes back. */
export function area(line: readonly Point[], back: readonly Point[], attributes: Attributes): string {
  const d = [...line, ...back.toReversed()].map(
    ([x, y], index) => `${index === 0 ? 'M' : 'L'}${rounded(x)} ${rounded(y)}`,
  )
  return element('path', { d: `${d.join('')}Z`, ...attributes })
}

/** Where something is. */
export type Point = readonly [x: number, y: number]

const rounded = (number: number): string => String(Math.round(number * 10) / 10)

/** What XML cannot say: control characters and halves of characters. */
function sayable(sign: string): boolean {
  const code = sign.codePointAt(0) ?? 0
  return (
    (code >= 0x20 || code === 0x9 || code === 0xa) && (code < 0xd800 || code > 0xdfff) && (code & 0xfffe) !== 0xfffe
  )
}

const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

const escaped = (words: string): string =>
  [...words].map((sign) => (sayable(sign) ? (signs[sign] ?? sign) : '\ufffd')).join('')
