import * as fc from 'fast-check'

/** Absent nine times out of ten, so that the common case is what is tested most. Shrinks to absent. */
export function seldom<T>(part: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.oneof(
    { withCrossShrink: true },
    { arbitrary: fc.constant(undefined), weight: 9 },
    { arbitrary: part, weight: 1 },
  )
}

/** A record without the keys that hold undefined: what was not said. */
export function said<T extends object>(record: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as never
}
