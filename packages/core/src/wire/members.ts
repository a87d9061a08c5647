import { isObject } from '../lib/is-object.js'

export type Members = Readonly<Record<string, unknown>>

/** The members of what should be an object; none where it is something else. */
export const membersOf = (value: unknown): Members => (isObject(value) ? value : {})

/** The items of what should be a list of objects. */
export const itemsOf = (value: unknown): readonly Members[] => (Array.isArray(value) ? value.map(membersOf) : [])

/** Members that give the caller nothing by themselves: what an answer is, who speaks, and what it has cost. */
const mute = /^(?:type|role|token_id|cost|usage\w*|modelVersion|responseId|createTime)$|signature$/i

/**
 * Is there something in it for the caller, a number or a text that is not blank, in whatever lists and objects? An empty
 * list, or a part of which only the type is known, is nothing. What lies too deep to look at is something.
 */
export function isFilled(value: unknown, depth = 9): boolean {
  if (typeof value === 'string') return value.trim() !== ''
  if (typeof value !== 'object') return typeof value === 'number'
  const members = value as Members | null
  for (const key in members) if ((depth === 0 || isFilled(members[key], depth - 1)) && !mute.test(key)) return true
  return false
}
