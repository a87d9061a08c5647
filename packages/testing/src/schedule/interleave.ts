/** What the code under test has in place of the world: everything that takes time goes through here. */
export interface ScheduledWorld {
  readonly targets: readonly string[]
  /** Asks a target on behalf of a request: resolves when it has served, rejects when it is down; when, the schedule says. */
  readonly ask: (target: string, request: string) => Promise<void>
  /** Takes time, such as the way to a store and back. `what` is for the transcript. */
  readonly pause: (what: string, request: string) => Promise<void>
}

/** Serves one request, or rejects: whatever is made for a world. All requests go through the one that was made. */
export type Serve = (request: string) => Promise<unknown>

/** Who is down, how many requests come, and in which order everything happens. */
export interface Interleaving {
  readonly targets: readonly string[]
  readonly down: readonly string[]
  readonly requests: number
  /** At each point the number of what happens next, counted round and round. */
  readonly choices: readonly number[]
}

/** What became of an interleaving. */
export interface Interleaved {
  readonly ends: ReadonlyMap<string, RequestOutcome>
  /** Whom each request asked, in order. */
  readonly asked: ReadonlyMap<string, readonly string[]>
  /** What happened, line by line. */
  readonly lines: readonly string[]
}

/** How a request ended; `open`: it waits for something that is not the schedule's. */
export type RequestOutcome =
  | { readonly type: 'served' }
  | { readonly type: 'failed'; readonly error: unknown }
  | { readonly type: 'open' }

/**
 * Plays requests that are under way at the same time, one thing after the other, in the order that the interleaving says:
 * a request begins, an answer comes, a pause is over. What runs between is the code under test, undisturbed.
 */
export async function interleave(
  make: (world: ScheduledWorld) => Serve,
  { targets, down, requests, choices }: Interleaving,
): Promise<Interleaved> {
  const lines: string[] = []
  const pending: Pending[] = []
  const asked = new Map<string, string[]>()
  const ends = new Map<string, RequestOutcome>()
  const pause = (what: string, request: string): Promise<void> =>
    new Promise((resolve) => pending.push({ line: `#${request} ${what}`, resolve }))

  const serve = make({
    targets,
    pause: (what, request) => pause(`${what} is over`, request),
    ask: async (target, request) => {
      asked.get(request)?.push(target)
      lines.push(`  #${request} > ask ${target}`)
      await pause(down.includes(target) ? `${target} is down` : `${target} has served`, request)
      if (down.includes(target)) throw new Error(`${target} is down`)
    },
  })
  const begin = (request: string): void => {
    asked.set(request, [])
    ends.set(request, { type: 'open' })
    const end = (outcome: RequestOutcome, line: string): void => {
      ends.set(request, outcome)
      lines.push(`  #${request} > ${line}`)
    }
    Promise.resolve()
      .then(() => serve(request))
      .then(
        () => end({ type: 'served' }, 'served'),
        (error: unknown) =>
          end({ type: 'failed', error }, `failed: ${error instanceof Error ? error.message : String(error)}`),
      )
  }

  for (let turn = 0; turn < turnLimit; turn++) {
    const isMore = ends.size < requests
    const size = pending.length + (isMore ? 1 : 0)
    if (size === 0) break
    const choice = (choices[turn % choices.length] ?? 0) % size
    if (isMore && choice === 0) {
      const request = String(ends.size + 1)
      lines.push(`#${request} begins`)
      begin(request)
    } else {
      const [next] = pending.splice(choice - (isMore ? 1 : 0), 1)
      lines.push(next?.line ?? '')
      next?.resolve()
    }
    await settled()
  }
  return { ends, asked, lines }
}

/** Something that the schedule has to let go on. */
interface Pending {
  readonly line: string
  readonly resolve: () => void
}

/** Whoever asks for ever is stopped here. */
const turnLimit = 500

/** Lets everything run that waits for nothing but what has happened already. */
async function settled(): Promise<void> {
  for (let tick = 0; tick < 100; tick++) await Promise.resolve()
}
