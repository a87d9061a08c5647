/** Headers as undici has them, read as `Headers` are: values of one name are joined, bytes are characters. */
export class AnswerHeaders implements Iterable<[name: string, value: string]> {
  readonly #values: Readonly<Record<string, string | string[] | undefined>>

  constructor(values: Readonly<Record<string, string | string[] | undefined>>) {
    this.#values = values
  }

  get(name: string): string | null {
    const value = this.#values[name]
    return value === undefined ? null : textOf(value)
  }

  *[Symbol.iterator](): Generator<[name: string, value: string]> {
    for (const [name, value] of Object.entries(this.#values)) if (value !== undefined) yield [name, textOf(value)]
  }
}

/** undici reads UTF-8 where the platform reads bytes. */
function textOf(value: string | string[]): string {
  const text = typeof value === 'string' ? value : value.join(', ')
  return beyondBytes.test(text) ? Buffer.from(text, 'utf8').toString('latin1') : text
}

const beyondBytes = /[^\0-\xff]/
