import { healthOf, type PolicyInput, reduce, type Snapshot, toJson } from '@router/core'
import { type PolicySettings, policyInputs, policySettings, scenes } from '@router/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { entriesOf } from '../../src/lib/persistent-map.js'
import { hintedReplies } from './hinted-replies.js'
import { plainRequests } from './plain-requests.js'
import { isProbed } from './reference.js'
import { runs } from './runs.js'

/** Policies that call for a probe after the cooldowns that histories have time for. */
function probingInputs(): fc.Arbitrary<PolicyInput> {
  const probe = fc.record({ fromMs: fc.constantFrom(0, 1, 2_000, 10_000), leaseMs: fc.constantFrom(1, 1_500, 10_000) })
  const settings = fc
    .tuple(fc.oneof(policySettings(), fc.constant<PolicySettings>({})), probe)
    .map(([rest, probe]) => ({ ...rest, probe }))
  return policyInputs({ settings })
}
const probingScenes = () => scenes({ inputs: probingInputs(), replies: hintedReplies, requests: plainRequests })

/** The scopes that must prove themselves, as health in JSON says it. */
const recovering = (snapshot: Snapshot, now: number): readonly string[] =>
  toJson(healthOf(snapshot)).entries.flatMap(([key, { facts = [] }]) =>
    facts.some(({ probe, until }) => probe && until <= now) && facts.every(({ until }) => until <= now) ? [key] : [],
  )

it('nobody is asked while somebody else tries one of its scopes after a long cooldown, except for want of anybody else', () => {
  fc.assert(
    fc.property(probingScenes(), ({ policy, played }) => {
      for (const { now, before, step } of played.steps) {
        const started = step.events.at(-1)
        // A gamble costs a token, and a refresh is the same trial again.
        if (started?.type !== 'attempt-started' || started.spendsToken) continue
        if (step.command.type !== 'attempt' || step.command.refresh) continue
        const known = step.events.slice(0, -1).reduce((learnt, event) => reduce(policy, learnt, event), before)
        expect(isProbed(known, step.command.target, now)).toBe(false)
      }
    }),
    runs,
  )
})

it('a trial belongs to one attempt that is under way and has not committed, to a scope that must prove itself, and ends by itself', () => {
  fc.assert(
    fc.property(probingScenes(), ({ policy, played }) => {
      for (const [index, { now, before, step }] of played.steps.entries()) {
        const taken = entriesOf(step.snapshot.traffic.leases).filter(
          ([key, lease]) => !entriesOf(before.traffic.leases).some(([other, its]) => other === key && its === lease),
        )
        for (const [key, { target, startedAt, until }] of taken) {
          expect(step.events).toContainEqual(
            expect.objectContaining({ type: 'attempt-started', target, at: startedAt }),
          )
          expect(until - startedAt).toBe(policy.probe.leaseMs)
          expect(recovering(step.snapshot, now)).toContain(key)
        }
        const open = played.steps
          .slice(0, index + 1)
          .reduce(
            (map, { request, step: { execution } }) => map.set(request.id, execution),
            new Map<string, typeof step.execution>(),
          )
        for (const [, { target, startedAt }] of entriesOf(step.snapshot.traffic.leases)) {
          const holders = [...open.values()].flatMap(({ attempts, phase }) =>
            phase.type === 'attempting' ? attempts.slice(-1) : [],
          )
          expect(holders.some((attempt) => attempt.target === target && attempt.startedAt === startedAt)).toBe(true)
        }
      }
    }),
    runs,
  )
})
