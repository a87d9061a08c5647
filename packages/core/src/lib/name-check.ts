import { type Check, textLike } from './check.js'

/** A name without the characters that separate the parts of a target's or scope's name; it may stand in headers and logs. */
export const nameWithout = (separators: string): Check =>
  textLike(
    new RegExp(`^(?=[\\s\\S]*\\S)${nameCharacter(separators)}{1,256}$`),
    `a name of 1 to 256 characters without ${['control characters', ...separators].join(' or ')}`,
  )

/** A class of characters for patterns: what a name may consist of. */
export const nameCharacter = (separators: string): string => `[^\\x00-\\x1f\\x7f${separators}]`

/** A name with any such characters. */
export const name: Check = nameWithout('')
