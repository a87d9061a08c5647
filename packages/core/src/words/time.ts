/** A moment: milliseconds since the epoch, always handed in, never read from a clock (rule 17). Names end in `At` or `until`. */
export type Instant = number

/** A length of time in milliseconds. Names end in `Ms`. */
export type Milliseconds = number

const second = 1_000

/** `n` seconds in milliseconds. */
export const seconds = (n: number): Milliseconds => n * second

/** `n` minutes in milliseconds. */
export const minutes = (n: number): Milliseconds => n * 60 * second

/** `n` hours in milliseconds. */
export const hours = (n: number): Milliseconds => n * 3_600 * second
