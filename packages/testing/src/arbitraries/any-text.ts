import * as fc from 'fast-check'

const characters = fc.oneof(
  fc.constantFrom('a', 'b', '0', ' '),
  fc.nat(0xffff).map((code) => String.fromCharCode(code)),
  fc.integer({ min: 0x10000, max: 0x10ffff }).map((code) => String.fromCodePoint(code)),
)

/**
 * Text of any characters, halves of them as well. fast-check's own unit for that makes a table of all characters, which
 * takes a second: too long for whoever only imports this package.
 */
export const anyText = (
  constraints: { readonly minLength?: number; readonly maxLength?: number } = {},
): fc.Arbitrary<string> => fc.string({ ...constraints, unit: characters })
