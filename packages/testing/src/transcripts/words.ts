/** The words of a line, taken one after the other. */
export class Words {
  #left: string

  constructor(text: string) {
    this.#left = text.trim()
  }

  /** The next word; `what` it should have been, where there is none. */
  take(what: string): string {
    const word = this.takeIf(/^/)
    if (word === undefined) throw new Error(`${what} is missing`)
    return word
  }

  /** The next word if it looks like this. */
  takeIf(pattern: RegExp): string | undefined {
    const [word = ''] = this.#left.split(' ', 1)
    if (word === '' || !pattern.test(word)) return undefined
    this.#left = this.#left.slice(word.length).trimStart()
    return word
  }

  /** A name, in quotes where it has blanks. */
  name(what = 'a name'): string {
    const [quoted] = /^"(?:[^"\\]|\\.)*"/.exec(this.#left) ?? []
    if (quoted === undefined) return this.take(what)
    this.#left = this.#left.slice(quoted.length).trimStart()
    return JSON.parse(quoted) as string
  }

  /** All `key=value` that come next; a value may be in quotes. */
  pairs(): Record<string, string> {
    const pairs: [string, string][] = []
    for (let pair = this.#pair(); pair !== undefined; pair = this.#pair()) pairs.push(pair)
    return Object.fromEntries(pairs)
  }

  #pair(): [string, string] | undefined {
    const [all, key = '', value = ''] = /^([a-z][\w-]*)=("(?:[^"\\]|\\.)*"|\S*)/.exec(this.#left) ?? []
    if (all === undefined) return undefined
    this.#left = this.#left.slice(all.length).trimStart()
    return [key, value.startsWith('"') ? (JSON.parse(value) as string) : value]
  }

  /** Everything that is left. */
  rest(): string {
    const left = this.#left
    this.#left = ''
    return left
  }

  /** Everything that is left, as a body: in quotes where it has more than one line. */
  body(): string {
    const left = this.rest()
    return left.startsWith('"') ? unquoted(left) : left
  }
}

function unquoted(text: string): string {
  try {
    return String(JSON.parse(text))
  } catch {
    return text
  }
}
