import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { literalFinder } from '../../src/failure/literal-finder.js'

const words = fc.string({ unit: fc.constantFrom('a', 'b', 'ä'), minLength: 1, maxLength: 4 })

describe('literalFinder', () => {
  it('finds exactly the literals that a text includes, however they overlap', () => {
    fc.assert(
      fc.property(
        fc.array(words, { maxLength: 12 }),
        fc.string({ unit: fc.constantFrom('a', 'b', 'ä', 'c') }),
        (literals, text) => {
          expect([...literalFinder(literals)(text)].sort()).toEqual(
            [...new Set(literals)].filter((literal) => text.includes(literal)).sort(),
          )
        },
      ),
    )
  })

  it('finds a pair if the second half begins at most 64 characters after the first', () => {
    const find = literalFinder(['model … not found'])
    expect(find(`model ${'x'.repeat(62)} not found`).size).toBe(1)
    expect(find(`model ${'x'.repeat(63)} not found`).size).toBe(0)
  })

  it('finds no pair in the wrong order', () => {
    expect(literalFinder(['model … not found'])('not found: model').size).toBe(0)
  })

  it('measures a pair from the nearest first half', () => {
    expect(literalFinder(['model … gone'])(`model ${'x'.repeat(99)} model is gone`).size).toBe(1)
  })

  it('finds nothing where nothing is sought', () => {
    expect(literalFinder([])('anything').size).toBe(0)
  })
})
