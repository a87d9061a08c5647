import type { Instant, Milliseconds } from '@router/core'

/** So many slices at most: two pixels each in a plot. */
const most = 480

/** Counts by time, in slices that become longer with the time they cover; all that belong together share one length. */
export class Slices {
  sliceMs: Milliseconds = 100
  readonly #all: number[][] = []

  /** One more row of counts. */
  row(): number[] {
    const counts: number[] = []
    this.#all.push(counts)
    return counts
  }

  add(row: number[], at: Instant): void {
    let slice = Math.floor(at / this.sliceMs)
    while (slice >= most) {
      this.#halve()
      slice = Math.floor(at / this.sliceMs)
    }
    while (row.length <= slice) row.push(0)
    row[slice] = (row[slice] ?? 0) + 1
  }

  #halve(): void {
    this.sliceMs *= 2
    for (const row of this.#all) {
      for (let slice = 0; slice < row.length; slice += 2) row[slice / 2] = (row[slice] ?? 0) + (row[slice + 1] ?? 0)
      row.length = Math.ceil(row.length / 2)
    }
  }
}
