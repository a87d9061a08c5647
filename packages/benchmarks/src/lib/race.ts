import { medianOf, type Spread, spreadOf } from './medians.js'

/** Something whose time is taken. */
export interface Timer {
  /** Milliseconds of CPU time that so many calls take. */
  readonly time: (calls: number) => number | Promise<number>
  /** Bytes that one of so many calls allocates; undefined where that cannot be said. */
  readonly allocated: (calls: number) => number | undefined
}

/** CPU time of this process, the collector's included: whoever else wants the CPU meanwhile does not count. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000
}

/** A function, handed a running number. What it returns is kept, so that nothing is optimised away. */
export function calling(run: (turn: number) => unknown): Timer {
  let kept: unknown
  let turn = 0
  const time = (calls: number): number => {
    const startedAt = cpuMs()
    for (let call = 0; call < calls; call += 1) kept = run(turn++)
    const tookMs = cpuMs() - startedAt
    if (kept === undefined) throw new Error('what is measured must return something')
    return tookMs
  }
  return { time, allocated: (calls) => allocatedBy(time, calls) }
}

/** A function that returns promises, awaited one after the other. */
export function awaiting(run: () => Promise<unknown>): Timer {
  const time = async (calls: number): Promise<number> => {
    const startedAt = cpuMs()
    for (let call = 0; call < calls; call += 1) await run()
    return cpuMs() - startedAt
  }
  return { time, allocated: () => undefined }
}

/** What a call cost: nanoseconds over the rounds, and bytes. */
export interface Cost {
  readonly ns: Spread
  readonly rounds: readonly number[]
  readonly bytes: number | undefined
}

/** Of what takes longer than a round. */
const slowRounds = 3

/** How long a race is, a round of one contender at least, and how long each warms up. */
export interface RaceLength {
  readonly rounds?: number
  readonly roundMs?: number
  /** What runs through many functions takes longest until the engine has compiled them all. */
  readonly warmMs?: number
}

/**
 * Times contenders in turns, a round each, so that what else the machine does strikes all of them alike; after each has
 * warmed up. The costs are in the order of the contenders.
 */
export async function race(
  timers: readonly Timer[],
  { rounds = 7, roundMs = 20, warmMs = 150 }: RaceLength = {},
): Promise<readonly Cost[]> {
  // What was made before, such as a fleet, is not collected on anybody's clock.
  collected('major')
  const lanes = []
  for (const { time, allocated } of timers) {
    // The first calls are like no later ones: indexes are built, code is compiled.
    for (const startedAt = performance.now(); performance.now() - startedAt < warmMs; ) await time(1)
    lanes.push({ time, allocated, calls: await callsFor(roundMs / 2, time), took: [] as number[] })
  }
  for (let round = 0; round < rounds; round += 1)
    for (const { time, calls, took } of lanes)
      if (calls > 1 || round < slowRounds) took.push(((await time(calls)) / calls) * 1e6)
  return lanes.map(({ allocated, calls, took }) => {
    const bytes = allocated(Math.ceil(calls / 4))
    return { ns: spreadOf(took), rounds: took, bytes }
  })
}

/** So many calls take that long. Twice in a row: a collection that happens to come in between is no measure. */
async function callsFor(ms: number, time: Timer['time']): Promise<number> {
  for (let calls = 1; ; calls *= 2) {
    const tookMs = await time(calls)
    const isSlow = tookMs >= ms * 100
    if (isSlow || (tookMs >= ms && (await time(calls)) >= ms)) return calls
  }
}

/** Collects what is young, or all; false: the program was not started with `node --expose-gc`. */
function collected(type: 'minor' | 'major'): boolean {
  const { gc } = globalThis as { readonly gc?: (options: { readonly type: string }) => void }
  gc?.({ type })
  return gc !== undefined
}

/**
 * What the counter of the heap says after a collection of what is young; fewer calls than in a round, so that the collector
 * does not come in between.
 */
function allocatedBy(time: (calls: number) => number, calls: number): number | undefined {
  if (!collected('minor')) return undefined
  const figures = (calls > 1 ? [1, 2, 3] : [1]).map(() => {
    collected('minor')
    const before = process.memoryUsage().heapUsed
    time(calls)
    return (process.memoryUsage().heapUsed - before) / calls
  })
  return Math.max(0, medianOf(figures))
}
