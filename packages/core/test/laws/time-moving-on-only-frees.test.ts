import { explain, type Policy, type RouteRequest, type Snapshot } from '@router/core'
import { scenes } from '@router/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { runs } from './runs.js'

/** The targets that only time keeps out. When to look again at a busy credential is no such moment: nobody knows it. */
function waitedFor(policy: Policy, snapshot: Snapshot, request: RouteRequest, at: number): ReadonlyMap<string, number> {
  const candidates = explain(policy, snapshot, request, at).tiers.flatMap((tier) => tier.candidates)
  return new Map(
    candidates.flatMap((candidate) =>
      !candidate.eligible && (candidate.exclusion.type === 'cooling' || candidate.exclusion.type === 'probing')
        ? [[candidate.target, candidate.exclusion.until] as const]
        : [],
    ),
  )
}

it('the clock jumping forward, however far, takes nobody out of use and moves no moment at which somebody returns', () => {
  fc.assert(
    fc.property(scenes(), fc.nat(1_000_000_000), ({ policy, snapshot, request, now }, jumpMs) => {
      // All of them are looked at, not only the tiers up to the first that can serve.
      for (const { id } of policy.targets.values()) {
        const pinned = {
          ...request,
          model: `${id.split('/')[0]}/${id.split('/').slice(2).join('/')}`,
          pin: { target: id },
        }
        const before = waitedFor(policy, snapshot, pinned, now).get(id)
        const after = waitedFor(policy, snapshot, pinned, now + jumpMs).get(id)
        if (after === undefined) continue
        expect(before).toBeDefined()
        // A trial may hold it yet when the cooldown that stood before it is over.
        expect(after).toBeGreaterThan(now + jumpMs)
        if (before !== undefined && before > now + jumpMs) expect(after).toBe(before)
      }
    }),
    runs,
  )
})
