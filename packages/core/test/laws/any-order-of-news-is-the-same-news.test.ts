import { definePolicy, emptySnapshot, explain, healthOf, type RouterEvent, reduce } from '@router/core'
import { routerEvents } from '@router/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { evidenceRank } from '../../src/words/evidence.js'
import { runs } from './runs.js'

const policy = definePolicy({ providers: { p: { models: ['a'] } } })
const learnt = (events: readonly RouterEvent[]) =>
  events.reduce((known, event) => reduce(policy, known, event), emptySnapshot)

/** The end of the longest cooldown, straight from the definition: failed, and nothing that clears it was ever heard. */
function denotedUntil(events: readonly RouterEvent[], now: number): number | undefined {
  const isCleared = (key: string, failedAt: number, needs: Parameters<typeof evidenceRank>[0]): boolean =>
    events.some(
      (event) =>
        (event.type === 'attempt-succeeded' &&
          event.startedAt > failedAt &&
          evidenceRank(event.evidence) >= evidenceRank(needs)) ||
        (event.type === 'cooldown-cleared' && event.key === key && event.at >= failedAt),
    )
  const ends = events.flatMap((event) => {
    if (event.type === 'cooldown-set' && !isCleared(event.key, event.at, 'generation-started')) return event.until
    if (event.type !== 'attempt-failed' || event.key === undefined) return []
    return isCleared(event.key, event.failedAt, event.needs) ? [] : event.until
  })
  const until = Math.max(now, ...ends)
  return until > now ? until : undefined
}

it('any order and any repetition of the same events is the same health, and it means what a definition without order says', () => {
  const shuffles = fc
    .array(routerEvents(policy), { maxLength: 8 })
    .chain((events) =>
      fc.tuple(
        fc.constant(events),
        fc.shuffledSubarray([...events, ...events], { minLength: events.length, maxLength: 2 * events.length }),
      ),
    )
  fc.assert(
    fc.property(shuffles, fc.integer({ min: 20, max: 45 }), ([events, some], now) => {
      const again = [...some, ...events]
      expect(healthOf(learnt(again))).toEqual(healthOf(learnt(events)))
      const [candidate] = explain(policy, learnt(again), { id: 'r', model: 'a' }, now).tiers[0]?.candidates ?? []
      if (candidate === undefined || candidate.eligible) expect(denotedUntil(events, now)).toBeUndefined()
      else if (candidate.exclusion.type === 'cooling') expect(denotedUntil(events, now)).toBe(candidate.exclusion.until)
      else expect(candidate.exclusion).toMatchObject({ type: 'suspended' })
    }),
    runs,
  )
})
