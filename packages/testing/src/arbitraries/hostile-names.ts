import * as fc from 'fast-check'
import { anyText } from './any-text.js'

const awkward = [
  '__proto__',
  'constructor',
  'prototype',
  'hasOwnProperty',
  'toString',
  'valueOf',
  'undefined',
  'null',
  'NaN',
  'default',
  'a b',
  'a.b:c',
  'a|b,c',
  '%2f..',
  '[object Object]',
  '"\'`$(x)',
  '<b>&amp;',
  '\u00e9',
  'e\u0301',
  '\u0130',
  '\u6a21\u578b',
  '\u{1f98a}',
  '\ud800',
  '\u200b',
  'x'.repeat(256),
]

/**
 * Names that are allowed and awkward: those of object internals, look-alikes, half characters, blanks inside, as long as
 * may be. Each is trimmed already and free of `/` and `#`, so it serves as any name of a policy. Shrinks to `__proto__`.
 */
export function hostileNames(): fc.Arbitrary<string> {
  return fc.oneof(
    { withCrossShrink: true },
    fc.constantFrom(...awkward),
    anyText({ minLength: 1, maxLength: 12 }).filter(isName),
  )
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: a name must not contain them
const isName = (text: string): boolean => text.trim() === text && text !== '' && !/[\u0000-\u001f\u007f/#]/.test(text)

/** Mostly the given names, sometimes a hostile one; shrinks to the first given. */
export function mostly(...simple: readonly string[]): fc.Arbitrary<string> {
  return fc.oneof(
    { withCrossShrink: true },
    { arbitrary: fc.constantFrom(...simple), weight: 7 },
    { arbitrary: hostileNames(), weight: 1 },
  )
}
