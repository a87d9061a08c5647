import { emptySnapshot, explain, type Policy, reduce, type ScopeName, type Snapshot, type Target } from '@router/core'
import { scenes, scopesOf } from '@router/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { runs } from './runs.js'

/** Why a target is refused, by name of the requirement and of the scope; undefined: it is not, or for its place in the pool. */
function refusal(policy: Policy, snapshot: Snapshot, { id, provider, model }: Target, now: number) {
  // Nobody is busy, so that nothing stands before what health says.
  const idle = { ...snapshot, traffic: { ...emptySnapshot.traffic, leases: snapshot.traffic.leases } }
  const { tiers } = explain(policy, idle, { id: 'r', model: `${provider}/${model}`, pin: { target: id } }, now)
  const candidate = tiers.flatMap(({ candidates }) => candidates).find(({ target }) => target === id)
  return candidate === undefined || candidate.eligible || !('key' in candidate.exclusion)
    ? undefined
    : candidate.exclusion
}

const hands = () =>
  fc.record({
    scene: scenes(),
    scope: fc.nat(60),
    lengthMs: fc.constantFrom(1, 5_000, 90_000, 2_592_000_000),
    later: fc.nat(200_000_000),
  })

it('a suspended scope is out of use for every target that runs through it, for ever, until it is resumed', () => {
  fc.assert(
    fc.property(hands(), ({ scene: { policy, snapshot, now }, scope, later }) => {
      const key = scopesOf(policy)[scope % scopesOf(policy).length] as ScopeName
      const suspended = reduce(policy, snapshot, { type: 'scope-suspended', at: now + 1, key, reason: 'invoice' })
      const resumed = reduce(policy, suspended, { type: 'scope-resumed', at: now + 2, key })
      for (const target of policy.targets.values()) {
        const runsThrough = Object.values(target.scopes).includes(key)
        const why = refusal(policy, suspended, target, now + 1 + later)
        if (runsThrough) expect(why?.type).toBe('suspended')
        else expect(why).toEqual(refusal(policy, snapshot, target, now + 1 + later))
        const after = refusal(policy, resumed, target, now + 2)
        expect(after?.type === 'suspended' && after.key === key).toBe(false)
      }
    }),
    runs,
  )
})

it('a cooldown that an operator sets holds until then, but no longer than maxCooldownMs, and clearing ends every cooldown and trial of the scope', () => {
  fc.assert(
    fc.property(hands(), ({ scene: { policy, snapshot, now }, scope, lengthMs }) => {
      const key = scopesOf(policy)[scope % scopesOf(policy).length] as ScopeName
      const at = now + 1
      const until = at + Math.min(lengthMs, policy.maxCooldownMs)
      const set = reduce(policy, snapshot, { type: 'cooldown-set', at, key, until: at + lengthMs })
      const cleared = reduce(policy, set, { type: 'cooldown-cleared', at: at + 1, key })
      for (const target of policy.targets.values()) {
        if (!Object.values(target.scopes).includes(key)) continue
        const why = refusal(policy, set, target, at)
        // A trial that is under way may keep it out for longer.
        if (why?.type === 'cooling' || why?.type === 'probing') expect(why.until).toBeGreaterThanOrEqual(until)
        else expect(why?.type === 'suspended' || until === at).toBe(true)
        const without = refusal(policy, snapshot, target, until)
        if (without === undefined) expect(refusal(policy, set, target, until)).toBeUndefined()
        const after = refusal(policy, cleared, target, at + 1)
        expect(after !== undefined && after.type !== 'suspended' && after.key === key).toBe(false)
      }
    }),
    runs,
  )
})
