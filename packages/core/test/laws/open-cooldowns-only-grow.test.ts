import type { Snapshot } from '@router/core'
import { scenes } from '@router/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { valueAt } from '../../src/lib/persistent-map.js'
import { heldAgainst } from '../../src/snapshot/health.js'
import { coolingAt } from '../../src/snapshot/held.js'
import { hintedReplies } from './hinted-replies.js'
import { runs } from './runs.js'

/** An operator's hand of the same millisecond clears it, too. */
const isClearedBy = ({ health }: Snapshot, key: string, now: number): boolean =>
  (valueAt(health.proofs, key)?.at(-1) ?? Number.NEGATIVE_INFINITY) >= now

it('a further failure never shortens an open cooldown', () => {
  fc.assert(
    // Stated times of very different lengths, so that many a later failure asks for less than an earlier one.
    fc.property(scenes({ replies: hintedReplies }), ({ policy, played }) => {
      for (const { before, step, now } of played.steps) {
        for (const event of step.events) {
          if (event.type !== 'attempt-failed') continue
          for (const key of Object.values(policy.targets.get(event.target)?.scopes ?? {})) {
            const open = coolingAt(heldAgainst(before.health, key), now)?.until ?? 0
            const after = coolingAt(heldAgainst(step.snapshot.health, key), now)?.until ?? 0
            expect(after).toBeGreaterThanOrEqual(open)
            // Nor does its own stamp say less than what is open, as far as it may reach at all.
            if (event.key === key && event.suspends === undefined)
              expect(event.until).toBeGreaterThanOrEqual(Math.min(open, now + policy.maxCooldownMs))
            if (event.key === key && event.until > now && !isClearedBy(step.snapshot, key, now))
              expect(after).toBeGreaterThanOrEqual(event.until)
          }
        }
      }
    }),
    runs,
  )
})
