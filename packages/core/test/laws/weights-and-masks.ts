import fc from 'fast-check'

/** Weights of one to five targets, and who is available at each of some picks: changing at random, now and then, or flapping. */
export const weightsAndMasks: fc.Arbitrary<{ readonly weights: readonly number[]; readonly masks: readonly number[] }> =
  fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 5 }).chain((weights) => {
    const mask = fc.integer({ min: 1, max: 2 ** weights.length - 1 })
    const stretch = fc
      .tuple(mask, fc.integer({ min: 1, max: 12 }))
      .map(([mask, length]) => Array<number>(length).fill(mask))
    const flapping = fc
      .tuple(mask, mask, fc.integer({ min: 1, max: 10 }))
      .map(([one, other, times]) => Array.from({ length: 2 * times }, (_, index) => (index % 2 === 0 ? one : other)))
    const masks = fc.array(
      fc.oneof(
        stretch,
        flapping,
        mask.map((one) => [one]),
      ),
      { minLength: 1, maxLength: 6 },
    )
    return masks.map((parts) => ({ weights, masks: parts.flat() }))
  })
