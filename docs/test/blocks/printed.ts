import { format, inspect } from 'node:util'

/** What an example printed, by the line of the `console.log`: for each call, every way in which it may be written. */
export class Printed {
  readonly #calls = new Map<number, (readonly string[])[]>()

  /** A console for the call on one line. */
  at(line: number): Pick<Console, 'log'> {
    return {
      log: (...values: readonly unknown[]) => {
        const inOneLine = values.map((value) =>
          typeof value === 'string' ? value : inspect(value, { breakLength: Number.POSITIVE_INFINITY, depth: null }),
        )
        const asJson = values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value)))
        const ways = [format(...values), inOneLine.join(' '), asJson.join(' '), JSON.stringify(values[0])]
        this.#calls.set(line, [...(this.#calls.get(line) ?? []), ways.map((way) => `${way}`)])
      },
    }
  }

  /** Undefined when the call on this line printed what the page says, else what it printed. */
  differsFrom(line: number, expected: readonly string[]): string | undefined {
    const calls = this.#calls.get(line) ?? []
    const wanted = normal(expected.join('\n'))
    const ways = [0, 1, 2, 3].map((way) => calls.map((call) => call[way]).join('\n'))
    if (calls.length > 0 && ways.some((way) => normal(way) === wanted)) return undefined
    return calls.length === 0 ? 'nothing' : ways[0]
  }
}

/** Where lines are broken is the page's choice. */
function normal(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
