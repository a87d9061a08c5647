import type { RouterEvent } from '@router/core'
import { it } from 'vitest'
import { inFlightOf } from '../../src/snapshot/traffic.js'
import { expectLowest } from './preferred.js'

/** The average of what was measured, a fifth for the newest each time; forgotten after five minutes. */
function averageMs(events: readonly RouterEvent[], id: string, now: number): number | undefined {
  let known: { ms: number; at: number } | undefined
  for (const event of events) {
    if (event.type !== 'attempt-committed' || event.target !== id || event.late) continue
    if (event.evidence !== 'generation-started') continue
    const ms = event.at - event.startedAt
    const isNew = known === undefined || event.at - known.at > 300_000
    known = { ms: isNew || known === undefined ? ms : known.ms + 0.2 * (ms - known.ms), at: event.at }
  }
  return known === undefined || now - known.at > 300_000 ? undefined : known.ms
}

it('lowest-latency uses the quickest to first content, and before it whoever is unmeasured and idle', () => {
  expectLowest('lowest-latency', ({ target }, { snapshot, played, now }) => {
    const isIdle = inFlightOf(snapshot.traffic, target.id) === 0
    return averageMs(played.events, target.id, now) ?? (isIdle ? -1 : Number.POSITIVE_INFINITY)
  })
})
