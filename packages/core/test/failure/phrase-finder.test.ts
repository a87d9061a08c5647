import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { phraseFinder } from '../../src/failure/phrase-finder.js'
import { barrier, plainWords } from '../../src/failure/plain-words.js'

const found = (patterns: readonly string[], text: string): ReadonlyMap<string, string> =>
  phraseFinder(patterns)(plainWords(text))
const has = (pattern: string, text: string): boolean => found([pattern], text).has(pattern)

describe('phraseFinder', () => {
  it('finds exactly the literals with which a word begins, however they overlap', () => {
    const words = fc.string({ unit: fc.constantFrom('a', 'b', 'ä', ' '), minLength: 1, maxLength: 4 })
    const literals = words.filter((word) => word.trim() !== '' && !/^\s|\s{2}/.test(word))
    const texts = fc.string({ unit: fc.constantFrom('a', 'b', 'ä', 'c', ' ') })
    fc.assert(
      fc.property(fc.uniqueArray(literals, { maxLength: 12 }), texts, (patterns, text) => {
        const plain = ` ${text.trim().replace(/ +/g, ' ')} `
        const expected = patterns.filter((literal) => plain.includes(literal.startsWith('ä') ? literal : ` ${literal}`))
        expect([...found(patterns, text).keys()].toSorted()).toEqual(expected.toSorted())
      }),
    )
  })

  it('says which of several literals it was', () => {
    expect(found(['over capacity|overload'], 'Overloaded').get('over capacity|overload')).toBe('overload')
    expect(found(['key|token ~ bad|gone'], 'a bad token').get('key|token ~ bad|gone')).toBe('token … bad')
  })

  it.each([
    ['throttl', 'ThrottlingException', true],
    ['limit', 'unlimited', false],
    ['token ', 'a token.', true],
    ['token ', 'tokens', false],
    ['limit: 0 ', 'Limit: 0, used 3', true],
    ['limit: 0 ', 'limit: 05', false],
    ['余额', '您的余额不足', true],
  ])(
    'a literal is the beginning of a word, or all of it if it ends in a blank: %j in %j',
    (pattern, text, expected) => {
      expect(has(pattern, text)).toBe(expected)
    },
  )

  it.each([
    ['model … gone', 'the model is gone', true],
    ['model … gone', 'gone is the model', false],
    ['model ~ gone', 'gone is the model', true],
    ['model ~ gone', 'the model is gone', true],
    ['model … gone', `model ${'x'.repeat(62)} gone`, true],
    ['model … gone', `model ${'x'.repeat(64)} gone`, false],
    ['model … gone', `model ${'x'.repeat(99)} model is gone`, true],
    ['model ~ gone', `model${barrier}gone`, false],
    ['model ~ gone', 'model', false],
    ['a|b ~ b|c', 'b', true],
  ])('a pair stands within 64 characters and one sentence: %j', (pattern, text, expected) => {
    expect(has(pattern, text)).toBe(expected)
  })

  it('finds nothing where nothing is sought', () => {
    expect(found([], 'anything').size).toBe(0)
  })

  it('remembers nothing of the text before', () => {
    const find = phraseFinder(['model ~ gone'])
    find(plainWords('model'))
    expect(find(plainWords('gone')).size).toBe(0)
  })
})
