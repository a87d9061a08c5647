import { type Issue, keyPath } from './issue.js'

/** Looks at one plain value and lists every mistake in it, each with its path. Total: any value may come. */
export type Check = (value: unknown, path: string) => readonly Issue[]

const fine: readonly Issue[] = []
const wrong = (path: string, message: string): readonly Issue[] => [{ path: path === '' ? '(root)' : path, message }]

const nameOf = (value: unknown): string =>
  value === null
    ? 'null'
    : Array.isArray(value)
      ? 'a list'
      : typeof value === 'object'
        ? 'an object'
        : `${typeof value} ${String(value)}`

/** A text of 1 to 256 characters once trimmed, without control characters, so that it may stand in headers and logs. */
export const name: Check = (value, path) => {
  if (typeof value !== 'string') return wrong(path, `must be a text, is ${nameOf(value)}`)
  if (value.trim() === '') return wrong(path, 'must not be empty')
  if (value.length > 256) return wrong(path, 'must be at most 256 characters long')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what it looks for
  return /[\u0000-\u001f\u007f]/.test(value) ? wrong(path, 'must not contain control characters') : fine
}

/** A name without the characters that separate the parts of a target's or scope's name. */
export const nameWithout =
  (separators: string): Check =>
  (value, path) => {
    const issues = name(value, path)
    const found = [...separators].find((separator) => String(value).includes(separator))
    return issues.length > 0 || found === undefined ? issues : wrong(path, `must not contain ${JSON.stringify(found)}`)
  }

/** Any text. */
export const text: Check = (value, path) =>
  typeof value === 'string' ? fine : wrong(path, `must be a text, is ${nameOf(value)}`)

/** True or false. */
export const flag: Check = (value, path) =>
  typeof value === 'boolean' ? fine : wrong(path, `must be true or false, is ${nameOf(value)}`)

/** A number in a range, both ends included. */
export const number =
  ({
    min = 0,
    max = Number.MAX_SAFE_INTEGER,
    whole = false,
  }: {
    min?: number
    max?: number
    whole?: boolean
  } = {}): Check =>
  (value, path) => {
    if (typeof value !== 'number' || !Number.isFinite(value))
      return wrong(path, `must be a number, is ${nameOf(value)}`)
    if (whole && !Number.isInteger(value)) return wrong(path, `must be a whole number, is ${value}`)
    if (value < min) return wrong(path, `must be at least ${min}, is ${value}`)
    return value > max ? wrong(path, `must be at most ${max}, is ${value}`) : fine
  }

/** A length of time: at most a year, so that no sum overflows. */
export const milliseconds: Check = number({ max: 366 * 86_400_000 })

/** One of a few words. */
export const oneOf =
  (...words: readonly string[]): Check =>
  (value, path) =>
    typeof value === 'string' && words.includes(value)
      ? fine
      : wrong(path, `must be one of ${words.join(', ')}, is ${nameOf(value)}`)

/** A list, and what each of its entries must be. */
export const list =
  (entry: Check): Check =>
  (value, path) =>
    Array.isArray(value)
      ? // A copy has no holes, which would be passed over.
        Array.from<unknown>(value).flatMap((item, index) => entry(item, `${path}[${index}]`))
      : wrong(path, `must be a list, is ${nameOf(value)}`)

/** An object with any keys, and what each key and value must be. */
export const record =
  (value: Check, key: Check = name): Check =>
  (candidate, path) =>
    isPlain(candidate)
      ? Object.keys(candidate).flatMap((own) => [
          ...key(own, keyPath(path, own)),
          ...value(candidate[own], keyPath(path, own)),
        ])
      : wrong(path, `must be an object, is ${nameOf(candidate)}`)

/** An object with these keys and no others; `required` ones must be there. */
export const object =
  (shape: Readonly<Record<string, Check>>, required: readonly string[] = []): Check =>
  (candidate, path) => {
    if (!isPlain(candidate)) return wrong(path, `must be an object, is ${nameOf(candidate)}`)
    const issues: Issue[] = []
    for (const key of Object.keys(candidate)) {
      const check = Object.hasOwn(shape, key) ? shape[key] : undefined
      const value = candidate[key]
      if (check === undefined)
        issues.push(...wrong(keyPath(path, key), `unknown key; known are ${Object.keys(shape).join(', ')}`))
      // One by one: a long list of them is more arguments than a call may have.
      else if (value !== undefined) for (const issue of check(value, keyPath(path, key))) issues.push(issue)
    }
    for (const key of required)
      if (candidate[key] === undefined) issues.push(...wrong(keyPath(path, key), 'is missing'))
    return issues
  }

/** A list or something else, told apart by being a list. */
export const listOr =
  (asList: Check, otherwise: Check): Check =>
  (value, path) =>
    (Array.isArray(value) ? asList : otherwise)(value, path)

/** A text or something else, told apart by being a text. */
export const textOr =
  (asText: Check, otherwise: Check): Check =>
  (value, path) =>
    (typeof value === 'string' ? asText : otherwise)(value, path)

/** Anything at all. */
export const anything: Check = () => fine

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
