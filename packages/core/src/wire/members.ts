import { isObject } from '../lib/is-object.js'

type Members = Readonly<Record<string, unknown>>

/** The members of what should be an object; none where it is something else. */
export const membersOf = (value: unknown): Members => (isObject(value) ? value : {})

/** The items of what should be a list of objects. */
export const itemsOf = (value: unknown): readonly Members[] => (Array.isArray(value) ? value.map(membersOf) : [])

/** Is there something in it: a text that is not blank, a list or an object that is not empty, a number? */
export function isFilled(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() !== ''
  if (Array.isArray(value)) return value.length > 0
  return isObject(value) ? Object.keys(value).length > 0 : typeof value === 'number'
}

/** Is any of these members filled? */
export const anyFilled = (members: Members, keys: readonly string[]): boolean =>
  keys.some((key) => isFilled(members[key]))
