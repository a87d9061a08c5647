interface Platform {
  Date: DateConstructor
  readonly Math: { random: () => number }
  readonly performance?: { now: () => number }
  readonly crypto?: { randomUUID: () => string; getRandomValues: (array: unknown) => unknown }
  readonly process?: { hrtime: () => unknown }
}

const platform = globalThis as unknown as Platform

/** What gives another answer each time, and what it is called. */
const sources: readonly (readonly [holder: object | undefined, key: string, name: string])[] = [
  [platform.Math, 'random', 'Math.random()'],
  [platform.performance, 'now', 'performance.now()'],
  [platform.crypto, 'randomUUID', 'crypto.randomUUID()'],
  [platform.crypto, 'getRandomValues', 'crypto.getRandomValues()'],
  [platform.process, 'hrtime', 'process.hrtime()'],
]

/**
 * Runs `work` and says which clocks it read and lots it drew: those of the platform are watched meanwhile. What was taken
 * from the platform before, in a variable, is not seen.
 */
export function impuritiesOf(work: () => void): readonly string[] {
  const found = new Set<string>()
  const undo = sources.map(([holder, key, name]) =>
    holder === undefined ? () => undefined : watch(holder, key, () => found.add(name)),
  )
  const { Date: real } = platform
  platform.Date = watchedDate(real, (name) => found.add(name))
  try {
    work()
  } finally {
    platform.Date = real
    for (const restore of undo) restore()
  }
  return [...found]
}

/** Puts a call-through in place of a function; the result takes it away again. */
function watch(holder: object, key: string, onCall: () => void): () => void {
  const own = Object.getOwnPropertyDescriptor(holder, key)
  const real = Reflect.get(holder, key) as (...given: readonly unknown[]) => unknown
  const watched = (...given: readonly unknown[]): unknown => {
    onCall()
    return Reflect.apply(real, holder, given)
  }
  if (!Reflect.defineProperty(holder, key, { value: watched, configurable: true, writable: true }))
    return () => undefined
  return () => {
    if (own === undefined) Reflect.deleteProperty(holder, key)
    else Reflect.defineProperty(holder, key, own)
  }
}

function watchedDate(real: DateConstructor, found: (name: string) => void): DateConstructor {
  return new Proxy(real, {
    get(date, key, receiver) {
      if (key === 'now') found('Date.now()')
      return Reflect.get(date, key, receiver)
    },
    construct(date, given: unknown[]) {
      if (given.length === 0) found('new Date()')
      return Reflect.construct(date, given)
    },
    apply(date) {
      found('Date()')
      return date()
    },
  })
}
