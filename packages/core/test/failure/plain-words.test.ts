import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { barrier, plainWords } from '../../src/failure/plain-words.js'

const wordsOf = (text: string): string => String.fromCharCode(...plainWords(text))

describe('plainWords', () => {
  it.each([
    ['rate_limit_exceeded', ' rate limit exceeded '],
    ['RateLimitExceeded', ' rate limit exceeded '],
    ['Rate limit exceeded.', ' rate limit exceeded '],
    ['RATE-LIMIT\n\t\tEXCEEDED', ' rate limit exceeded '],
    ['API calls / month', ' api calls month '],
    ["The model doesn't support it", ' the model does not support it '],
    ['it isn’t', ' it is not '],
    ["organization's", ' organizations '],
    ['gpt-4o-2024', ' gpt 4o 2024 '],
    ['“quota”', ' quota '],
    ['a¿b', ' a b '],
    ['Àb', ' Àb '],
    ['a\u1fffb', ' a\u1fffb '],
    ['a\u2000b', ' a b '],
    ['a\u303fb', ' a b '],
    ['a\u3040b', ' a\u3040b '],
    ["it't", ' itt '],
    ['余额不足,请充值。', ' 余额不足 请充值 '],
    ['', ' '],
  ])('reads %j as %j', (text, words) => {
    expect(wordsOf(text)).toBe(words)
  })

  it('keeps the barrier between two sentences', () => {
    expect(wordsOf(`a${barrier}b`)).toBe(' a \0 b ')
  })

  it('says the same of what it has made', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', 'B', "'", 't', ' ', '_', '9', '额', '\0') }), (text) => {
        expect(wordsOf(wordsOf(text)).trim()).toBe(wordsOf(text).trim())
      }),
    )
  })
})
