const blank = 32
const small = (code: number): boolean => code >= 97 && code <= 122
const capital = (code: number): boolean => code >= 65 && code <= 90
/** Letters of other scripts are symbols too; punctuation, general and Chinese, is not. */
const plain = (code: number): boolean =>
  small(code) || (code >= 48 && code <= 57) || (code > 191 && (code < 0x2000 || code > 0x303f))

/** Between two sentences: what stands on both sides of it does not stand together. */
export const barrier: string = '\0'

/**
 * A text as plain words, one code unit a symbol: `rate_limit_exceeded`, `RateLimitExceeded` and `Rate limit exceeded`
 * are the same. Letters are lower-case, whatever else than letters and digits stands between words is one blank, `n't`
 * is `not`, a {@link barrier} is 0 between blanks, and a blank comes first and last. Linear.
 */
export function plainWords(text: string): Uint16Array {
  const words = new Uint16Array(2 * text.length + 2)
  let length = 0
  let before = 0
  let apart = true
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    const isCapital = capital(code)
    if (isCapital || plain(code)) {
      if (apart || (isCapital && small(before))) words[length++] = blank
      words[length++] = isCapital ? code + 32 : code
      apart = false
    } else if (code === 39 || code === 0x2019) {
      if (before === 110 && text[at + 1] === 't') {
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
