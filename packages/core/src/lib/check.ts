import { isObject } from './is-object.js'
import { type Issue, keyPath } from './issue.js'

/**
 * Looks at one plain value and lists every mistake in it, each with its path. Total: any value may come. What it looks
 * for stands beside it as data, so that defaults and the JSON Schema are made of the same description.
 */
export type Check = ((value: unknown, path: string) => readonly Issue[]) & { readonly shape?: Shape }

/** What a check looks for; `default` is what it means where there is no value. */
export type Shape = { readonly default?: unknown } & (
  | { readonly type: 'flag' | 'json' }
  | { readonly type: 'text'; readonly pattern: RegExp }
  | { readonly type: 'number'; readonly min: number; readonly max: number; readonly whole: boolean }
  | { readonly type: 'one-of'; readonly words: readonly string[] }
  | { readonly type: 'list'; readonly of: Check }
  | { readonly type: 'record'; readonly of: Check; readonly key: Check }
  | { readonly type: 'object'; readonly fields: Fields; readonly required: readonly string[] }
  | { readonly type: 'either'; readonly list?: Check; readonly text?: Check; readonly otherwise: Check }
)

type Fields = Readonly<Record<string, Check>>

/** No list and no object has more entries than these: input is bounded before anything is made of it. */
export const mostEntries = 16_384

/** JSON that goes deeper is refused. */
export const deepest = 16

const described = (shape: Shape, check: Check): Check => Object.assign(check, { shape })

const fine: readonly Issue[] = []

/** One mistake. */
export const wrong = (path: string, message: string): readonly Issue[] => [
  { path: path === '' ? '(root)' : path, message },
]

/** What a value is; texts are not repeated, because somebody may have written a secret where its id belongs. */
function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list'
  if (isObject(value)) return value instanceof Map ? 'a Map' : 'an object'
  if (typeof value !== 'string') return String(value)
  return value.trim() === '' ? 'a blank text' : 'a text'
}

/** A check that says what it expected where the value does not fit. */
const expecting = (shape: Shape, expected: string, fits: (value: unknown) => boolean): Check =>
  described(shape, (value, path) => (fits(value) ? fine : wrong(path, `must be ${expected}, is ${kindOf(value)}`)))

/** A text that a pattern matches. */
export const textLike = (pattern: RegExp, expected: string): Check =>
  expecting({ type: 'text', pattern }, expected, (value) => typeof value === 'string' && pattern.test(value))

/** Any text. */
export const text: Check = textLike(/^/, 'a text')

/** True or false. */
export const flag: Check = expecting({ type: 'flag' }, 'true or false', (value) => typeof value === 'boolean')

/** A number in a range, both ends included. */
export const number = ({
  min = 0,
  max = Number.MAX_SAFE_INTEGER,
  whole = false,
}: {
  readonly min?: number
  readonly max?: number
  readonly whole?: boolean
} = {}): Check =>
  expecting(
    { type: 'number', min, max, whole },
    `a ${whole ? 'whole ' : ''}number from ${min}${max < Number.MAX_SAFE_INTEGER ? ` to ${max}` : ''}`,
    (value) => typeof value === 'number' && value >= min && value <= max && (!whole || Number.isInteger(value)),
  )

/** One of a few words. */
export const oneOf = (...words: readonly string[]): Check =>
  expecting({ type: 'one-of', words }, `one of ${words.join(', ')}`, (value) => words.includes(value as string))

/** Anything that JSON can hold. */
export const json: Check = expecting({ type: 'json' }, `JSON, at most ${deepest} deep`, (value) =>
  isJson(value, deepest),
)

function isJson(value: unknown, depth: number): boolean {
  if (typeof value === 'number') return Number.isFinite(value)
  if (typeof value !== 'object' || value === null)
    return value === null || typeof value === 'string' || typeof value === 'boolean'
  return depth > 0 && Object.values(value).every((inner) => isJson(inner, depth - 1))
}

/** A list, and what each of its entries must be. */
export const list = (of: Check): Check =>
  described({ type: 'list', of }, (value, path) =>
    Array.isArray(value)
      ? // A copy has no holes, which would be passed over.
        (bounded(value, path) ?? Array.from<unknown>(value).flatMap((item, index) => of(item, `${path}[${index}]`)))
      : wrong(path, `must be a list, is ${kindOf(value)}`),
  )

/** An object with any keys, and what each key and value must be. */
export const record = (of: Check, key: Check): Check =>
  described({ type: 'record', of, key }, (value, path) =>
    entriesOf(value, path, (own, at) => [...key(own, at), ...of((value as Fields)[own], at)]),
  )

/** An object with these keys and no others; `required` ones must be there. */
export const object = (fields: Fields, required: readonly string[] = []): Check =>
  described({ type: 'object', fields, required }, (value, path) => [
    ...entriesOf(value, path, (own, at) => {
      const inner = (value as Readonly<Record<string, unknown>>)[own]
      const check = Object.hasOwn(fields, own) ? fields[own] : undefined
      if (check === undefined) return wrong(at, `unknown key; known are ${Object.keys(fields).join(', ')}`)
      return inner === undefined ? fine : check(inner, at)
    }),
    ...required.flatMap((key) =>
      isObject(value) && value[key] === undefined ? wrong(keyPath(path, key), 'is missing') : fine,
    ),
  ])

/** A list or something else, told apart by being a list. */
export const listOr = (asList: Check, otherwise: Check): Check =>
  described({ type: 'either', list: asList, otherwise }, (value, path) =>
    (Array.isArray(value) ? asList : otherwise)(value, path),
  )

/** A text or something else, told apart by being a text. */
export const textOr = (asText: Check, otherwise: Check): Check =>
  described({ type: 'either', text: asText, otherwise }, (value, path) =>
    (typeof value === 'string' ? asText : otherwise)(value, path),
  )

/** The same check, which means `value` where there is none. */
export const withDefault = (check: Check, value: unknown): Check =>
  described({ ...check.shape, default: value } as Shape, (given, path) => check(given, path))

/** The same check, and one thing more to look at where it finds nothing wrong. */
export const refined = (check: Check, further: Check): Check =>
  Object.assign((value: unknown, path: string) => {
    const issues = check(value, path)
    return issues.length > 0 ? issues : further(value, path)
  }, check)

function entriesOf(
  value: unknown,
  path: string,
  issuesOf: (key: string, path: string) => readonly Issue[],
): readonly Issue[] {
  const kind = kindOf(value)
  // A Map has no keys of its own: what it holds would be passed over.
  if (kind !== 'an object') return wrong(path, `must be an object, is ${kind}`)
  const keys = Object.keys(value as object)
  return bounded(keys, path) ?? keys.flatMap((key) => issuesOf(key, keyPath(path, key)))
}

const bounded = ({ length }: readonly unknown[], path: string): readonly Issue[] | undefined =>
  length > mostEntries ? wrong(path, `has ${length} entries, more than ${mostEntries}`) : undefined
