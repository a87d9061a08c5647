import * as fc from 'fast-check'

/** What an upstream does with one request. Pieces are those of a stream; a plain answer has one. */
export type Move =
  | { readonly type: 'answers'; readonly pieces: number }
  /** Breaks the connection after so many pieces; 0: before it has answered at all. */
  | { readonly type: 'breaks-off'; readonly pieces: number }
  /** Says nothing more after so many pieces, and holds the connection. */
  | { readonly type: 'falls-silent'; readonly pieces: number }
  | { readonly type: 'refuses'; readonly status: number; readonly retryAfterMs?: number }
  /** Refuses, with a body that does not end. */
  | { readonly type: 'drags' }
  /** Refuses, and quotes the key that it was shown. */
  | { readonly type: 'quotes-the-key' }
  /** Sends elsewhere, where all is well: at the next upstream. */
  | { readonly type: 'redirects' }
  /** An answer without content. */
  | { readonly type: 'is-empty' }
  /** An error inside an answer that began well. */
  | { readonly type: 'errs-inside' }

/** When callers leave, and how: by their signal, or by reading no further. */
export type Leaving =
  | { readonly when: 'before' | 'asked' | 'waiting' | 'content'; readonly how: 'aborts' }
  | { readonly when: 'content'; readonly how: 'stops-reading' }

/** A life of a transport: what each upstream does, request by request, the last move again and again; and who asks. */
export interface Day {
  readonly upstreams: readonly (readonly Move[])[]
  /** How many requests there are, under way at the same time. */
  readonly requests: number
  readonly stream: boolean
  readonly commit: 'first-content' | 'complete'
  /** The first upstream has a secret that no header can hold. */
  readonly badSecret: boolean
  /** Callers leave; then whoever is silent is so for longer than anybody looks. */
  readonly leaving?: Leaving
}

const moves: fc.Arbitrary<Move> = fc.oneof(
  { withCrossShrink: true },
  { weight: 4, arbitrary: fc.record({ type: fc.constant('answers'), pieces: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 3, arbitrary: fc.constantFrom(503, 500, 401, 400).map((status) => ({ type: 'refuses' as const, status })) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(20, 60_000)
      .map((retryAfterMs) => ({ type: 'refuses' as const, status: 429, retryAfterMs })),
  },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('breaks-off'), pieces: fc.nat(2) }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('falls-silent'), pieces: fc.nat(2) }) },
  {
    weight: 6,
    arbitrary: fc
      .constantFrom('is-empty', 'errs-inside', 'redirects', 'quotes-the-key', 'drags')
      .map((type) => ({ type })),
  },
)

const mostRequests = 3
const mostUpstreams = 3

/** Days on which anything may go wrong, and nobody leaves. */
export function badDays(streams: boolean): fc.Arbitrary<Day> {
  const some = fc.array(moves, { minLength: 1, maxLength: 2 })
  const well = fc.constant<readonly Move[]>([{ type: 'answers', pieces: 1 }])
  return fc
    .record({
      first: some,
      // Apart from the first, so that they can be done without.
      others: fc.array(fc.oneof({ withCrossShrink: true }, well, some), { maxLength: mostUpstreams - 1 }),
      requests: fc.integer({ min: 1, max: mostRequests }),
      stream: streams ? fc.boolean() : fc.constant(false),
      commit: fc.constantFrom('first-content', 'complete'),
      badSecret: fc.nat(11).map((one) => one === 11),
    })
    .map(({ first, others, ...rest }) => ({ ...rest, upstreams: [first, ...others] }))
}

/** What keeps a request busy until its caller leaves. */
const busy: Readonly<Record<Leaving['when'], Move>> = {
  before: { type: 'answers', pieces: 1 },
  asked: { type: 'falls-silent', pieces: 0 },
  waiting: { type: 'refuses', status: 429, retryAfterMs: 30_000 },
  content: { type: 'falls-silent', pieces: 1 },
}

/** Days on which a caller leaves: at once or after a failover, before, during or after it was asked, or amid a stream. */
export function leavings(streams: boolean): fc.Arbitrary<Day> {
  const whens: readonly Leaving['when'][] = ['before', 'asked', 'waiting']
  return fc
    .record({
      when: fc.constantFrom<Leaving['when']>(...whens, ...(streams ? (['content', 'content'] as const) : [])),
      stops: fc.boolean(),
      stream: streams ? fc.boolean() : fc.constant(false),
      failsOver: fc.boolean(),
    })
    .map(({ when, stops, stream, failsOver }) => ({
      upstreams: [...(failsOver ? [[{ type: 'refuses', status: 401 } as const]] : []), [busy[when]]],
      requests: 1,
      stream: stream || when === 'content',
      leaving: when === 'content' && stops ? { when, how: 'stops-reading' } : { when, how: 'aborts' },
      commit: 'first-content',
      badSecret: false,
    }))
}
