/** How one process is to ask. */
export interface Asking {
  /** So many requests are under way at any moment. */
  readonly concurrent: number
  readonly ms: number
  readonly stream: boolean
}

/** What came of it. */
export interface Answered {
  readonly perSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly requests: number
  /** So many of them were refused or broke off; more than one in a hundred, and nothing is measured. */
  readonly failed: number
}

/** Asks again as soon as an answer has come, for so long. `ask` resolves to what is wrong with the answer; undefined: nothing. */
export async function closedLoop(
  { concurrent, ms }: Asking,
  ask: () => Promise<string | undefined>,
): Promise<Answered> {
  const took: number[] = []
  let failed = 0
  let firstWrong: string | undefined
  const startedAt = performance.now()
  const work = async (): Promise<void> => {
    for (let at = performance.now(); at - startedAt < ms; ) {
      const wrong = await ask().catch(String)
      if (wrong !== undefined) {
        failed += 1
        firstWrong ??= wrong
      }
      const now = performance.now()
      took.push(now - at)
      at = now
    }
  }
  await Promise.all(Array.from({ length: concurrent }, work))
  const seconds = (performance.now() - startedAt) / 1_000
  if (failed > took.length / 100) throw new Error(`${failed} of ${took.length} failed; the first: ${firstWrong}`)
  took.sort((a, b) => a - b)
  const at = (part: number): number => took[Math.floor(part * (took.length - 1))] ?? Number.NaN
  return { perSecond: took.length / seconds, p50Ms: at(0.5), p99Ms: at(0.99), requests: took.length, failed }
}
