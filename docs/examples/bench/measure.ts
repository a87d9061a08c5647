/** How long one call takes, over several rounds. */
export interface Measured {
  readonly medianNs: number
  /** The fastest and the slowest round. */
  readonly lowestNs: number
  readonly highestNs: number
}

/** The middle of a list of numbers; of an even number of them, the upper of the two. */
export function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

/**
 * Times `run`, which is handed a running number, in rounds of at least `roundMs` after one round of warming up. What it
 * returns is kept until the end, so that nothing is optimised away.
 */
export function measure(run: (turn: number) => unknown, rounds = 11, roundMs = 150): Measured {
  let kept: unknown
  let turn = 0
  const time = (calls: number): number => {
    const startedAt = performance.now()
    for (let call = 0; call < calls; call += 1) kept = run(turn++)
    return performance.now() - startedAt
  }
  let calls = 1
  for (let tookMs = 0; tookMs < roundMs / 2; calls *= 2) tookMs = time(calls)
  time(calls)
  const times = Array.from({ length: rounds }, () => (time(calls) / calls) * 1e6)
  if (kept === undefined) throw new Error('what is measured must return something')
  return { medianNs: medianOf(times), lowestNs: Math.min(...times), highestNs: Math.max(...times) }
}
