import { membersOf, replaced, type Slice } from '../call/json-members.js'

const names = ['model', 'modelVersion']
/** Where dialects put the object that names the model, if not at the top. */
const parents = ['message', 'response']

/** A JSON text in which the answer's model has another name; the same text where it names none. Every other byte stays. */
export function withModel(text: string, model: string): string {
  const members = membersOf(text, [...names, ...parents])
  if (members === undefined) return text
  const inner = parents.map((name) => members.get(name)).find((slice) => slice !== undefined)
  const slice = names.map((name) => members.get(name)).find((found) => found !== undefined)
  if (slice !== undefined) return replaced(text, slice, JSON.stringify(model))
  return inner === undefined ? text : replaced(text, inner, withModel(valueIn(text, inner), model))
}

const valueIn = (text: string, { start, end }: Slice): string => text.slice(start, end)

/** Gives the model of a streamed answer another name, chunk by chunk: a line is rewritten when its end has come. */
export class ModelRewriter {
  readonly #model: string
  readonly #decoder = new TextDecoder()
  readonly #encoder = new TextEncoder()
  #line = ''

  constructor(model: string) {
    this.#model = model
  }

  /** What may be handed over once this chunk has come; empty: nothing yet. */
  next(chunk: Uint8Array): Uint8Array {
    const text = this.#line + this.#decoder.decode(chunk, { stream: true })
    const end = text.lastIndexOf('\n') + 1
    this.#line = text.slice(end)
    const lines = text.slice(0, end).split('\n')
    return this.#encoder.encode(lines.map((line) => this.#rewritten(line)).join('\n'))
  }

  /** What is left when nothing more comes. */
  last(): Uint8Array {
    return this.#encoder.encode(this.#rewritten(this.#line + this.#decoder.decode()))
  }

  #rewritten(line: string): string {
    return line.startsWith('data:') ? `data:${withModel(line.slice(5), this.#model)}` : line
  }
}
