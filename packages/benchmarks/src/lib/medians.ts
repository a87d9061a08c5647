/** The middle of a list of numbers; of an even number of them, the upper of the two. */
export function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

/** Several figures of one thing: the middle one, and how far they lie apart. */
export interface Spread {
  readonly median: number
  readonly lowest: number
  readonly highest: number
}

/** The spread of figures. */
export const spreadOf = (values: readonly number[]): Spread => ({
  median: medianOf(values),
  lowest: Math.min(...values),
  highest: Math.max(...values),
})

/** The spread of the ratios of figures that were taken in the same rounds. */
export const ratiosOf = (ours: readonly number[], theirs: readonly number[]): Spread =>
  spreadOf(ours.map((figure, round) => figure / (theirs[round] ?? Number.NaN)))
