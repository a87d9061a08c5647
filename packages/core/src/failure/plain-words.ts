import { codeAt } from '../lib/code-at.js'

const blank = 32
const isSmall = (code: number): boolean => code >= 97 && code <= 122

/** A letter as its small one, a digit as itself; 0: stands between words. Letters of other scripts are symbols too; punctuation, general and Chinese, is not. */
function symbolFor(code: number): number {
  const small = code >= 65 && code <= 90 ? code + 32 : code
  const isSymbol = isSmall(small) || (code >= 48 && code <= 57) || (code > 191 && (code < 0x2000 || code > 0x303f))
  return isSymbol ? small : 0
}

/** Between two sentences: what stands on both sides of it does not stand together. */
export const barrier: string = '\0'

/**
 * A text as plain words, one code unit a symbol: `rate_limit_exceeded`, `RateLimitExceeded` and `Rate limit exceeded`
 * are the same. Letters are lower-case, whatever else than letters and digits stands between words is one blank, `n't`
 * is `not`, a {@link barrier} is 0 between blanks, and a blank comes first and last. Linear.
 */
export function plainWords(text: string): Uint16Array {
  const end = text.length
  const words = new Uint16Array(2 * end + 2)
  let length = 0
  let before = 0
  let apart = true
  for (let at = 0; at < end; at++) {
    const code = codeAt(text, at)
    const symbol = symbolFor(code)
    if (symbol !== 0) {
      if (apart || (symbol !== code && isSmall(before))) words[length++] = blank
      words[length++] = symbol
      apart = false
    } else if (code === 39 || code === 0x2019) {
      if (before === 110 && codeAt(text, at + 1) === 116) {
        words[length - 1] = blank
        words[length++] = 110
        words[length++] = 111
      }
    } else {
      apart = true
      if (code === 0) {
        words[length++] = blank
        words[length++] = 0
      }
    }
    before = code
  }
  words[length++] = blank
  return words.subarray(0, length)
}
