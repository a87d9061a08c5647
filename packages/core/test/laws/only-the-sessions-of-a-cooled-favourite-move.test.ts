import { emptySnapshot, select, type TargetId } from '@router/core'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { weightedTargets } from './picks.js'
import { runs } from './runs.js'

it('a session stays with one target; when that one is out only its sessions move, and they come back to it', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 2, maxLength: 6 }),
      fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 10 }),
      fc.nat(5),
      (weights, sessions, at) => {
        const policy = weightedTargets(weights, 'sticky')
        const out = [...policy.targets.values()][at % weights.length]?.id
        if (out === undefined) throw new Error('nobody can be out')
        for (const [index, session] of sessions.entries()) {
          const favourite = (tried: readonly TargetId[], id: string): TargetId | undefined => {
            const decision = select(policy, emptySnapshot, { id, model: 'all', session, tried }, 0)
            return decision.type === 'use' ? decision.target.id : undefined
          }
          const before = favourite([], `r${index}`)
          const without = favourite([out], `s${index}`)
          if (before === out) expect(without).not.toBe(out)
          else expect(without).toBe(before)
          expect(favourite([], `t${index}`)).toBe(before)
        }
      },
    ),
    runs,
  )
})
