import * as fc from 'fast-check'
import { type Law, type LawOptions, lawOf } from './law.js'
import { badDays, type Day, leavings } from './transport/day.js'
import {
  cancels,
  commits,
  type DayLaw,
  endsAttempts,
  keepsSecrets,
  keepsToOneAttempt,
  leavesNothing,
  obeys,
  settles,
  tellsTheEnd,
} from './transport/laws-of-days.js'
import { playDay } from './transport/play-day.js'
import type { PlayedDay } from './transport/played.js'
import type { Transport, TransportSetting } from './transport/transport.js'

/** What {@link transportLaws} may be told. */
export interface TransportLawOptions extends LawOptions {
  /** How many days are made up for each law; 50 by default, since they are played in real time. */
  readonly runs?: number
  /** Whether it streams; it does by default. */
  readonly streams?: boolean
  /** Laws that the transport is not meant to keep. Without `cancels` no caller ever leaves. */
  readonly except?: readonly TransportLawName[]
}

/** What each law of a transport is called where it is left out. */
export type TransportLawName =
  | 'settles'
  | 'obeys'
  | 'ends attempts'
  | 'one attempt'
  | 'commits'
  | 'tells the end'
  | 'cancels'
  | 'keeps secrets'
  | 'leaves nothing'

/**
 * What every transport promises that obeys core, for any test runner; on Node. Real upstreams on loopback answer, refuse,
 * break off, fall silent, redirect and quote keys; callers ask at the same time, and leave. A broken promise is told as
 * the smallest such day: who was asked, what core was told and said, and what the caller got.
 *
 * All laws look at the same days, so only the first one takes long: about 5 s, which is more than some runners allow a
 * test.
 *
 * @example
 * ```ts
 * import { createRouterFetch } from '@router/node-fetch'
 * import { transportLaws } from '@router/testing'
 * const laws = transportLaws(
 *   ({ policy, store, upstreams }) => {
 *     const places = Object.entries(upstreams).map(([name, { baseUrl, secret }]) => [name, { baseUrl, credentials: { default: secret } }])
 *     const fetch = createRouterFetch({ policy, store, upstreams: Object.fromEntries(places) })
 *     return ({ body, signal }) =>
 *       fetch('http://router/v1/chat/completions', { method: 'POST', body: JSON.stringify(body), signal })
 *   },
 *   { runs: 5 },
 * )
 * for (const { check } of laws) await check()
 * console.log(laws[4]?.name) // → nobody is asked once the caller has content, which it has when core says so
 * ```
 */
export function transportLaws(
  make: (setting: TransportSetting) => Transport | Promise<Transport>,
  { streams = true, except = [], runs = 50, ...options }: TransportLawOptions = {},
): readonly Law[] {
  const bad = badDays(streams)
  const days = except.includes('cancels') ? bad : fc.oneof({ weight: 3, arbitrary: bad }, leavings(streams))
  const played = new Map<string, Promise<PlayedDay>>()
  const playedOnce = (day: Day): Promise<PlayedDay> => {
    const key = JSON.stringify(day)
    const known = played.get(key) ?? playDay(make, day)
    played.set(key, known)
    return known
  }
  const law = (sentence: string, holds: DayLaw): Law =>
    lawOf(sentence, days, async (day) => await holds(await playedOnce(day)), { runs, ...options })
  const laws: Readonly<Record<TransportLawName, Law>> = {
    settles: law('every request ends, whatever upstreams do', settles),
    obeys: law('core says who is asked, and nobody else is', obeys),
    'ends attempts': law('core is told how every attempt ends, once', endsAttempts),
    'one attempt': law('a caller gets the bytes of one attempt, in their order', keepsToOneAttempt),
    commits: law('nobody is asked once the caller has content, which it has when core says so', commits),
    'tells the end': law('a whole answer ends cleanly, and no other', tellsTheEnd),
    cancels: law('who leaves is let go with its own reason, and nobody is asked any more', cancels),
    'keeps secrets': law('a secret is in nothing that is told', keepsSecrets),
    'leaves nothing': law('nothing is left of a request that is over', leavesNothing),
  }
  return Object.entries(laws).flatMap(([name, each]) => (except.includes(name as TransportLawName) ? [] : each))
}
