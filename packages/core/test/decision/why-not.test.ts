import {
  definePolicy,
  eligibleAt,
  emptySnapshot,
  explain,
  explanationText,
  reduce,
  type ScopeName,
  whyNot,
  whyNotText,
} from '@router/core'
import { expect, it } from 'vitest'

const policy = definePolicy({
  providers: { a: { credentials: ['k', 'l'] }, b: {}, c: { credentials: { k: { weight: 0 } } }, d: {} },
  aliases: {
    fast: {
      targets: ['a/m', 'b/m', 'c/m', { provider: 'd', model: 'm', tier: 1 }],
      strategy: ['sticky'],
    },
  },
})
const cooled = reduce(policy, emptySnapshot, {
  type: 'cooldown-set',
  at: 0,
  key: 'target:a/k/m' as ScopeName,
  until: 31_000,
})
const asked = { id: 'r1', model: 'fast', session: 's1' } as const
const explanation = explain(policy, cooled, asked, 1_000)
const used = explanation.decision.type === 'use' ? explanation.decision.target.id : ''
const passedOver = used === 'a/l/m' ? 'b/default/m' : 'a/l/m'

it('says of the one that is used that it is the one', () => {
  expect(['a/l/m', 'b/default/m']).toContain(used)
  expect(whyNot(explanation, used)).toEqual({ type: 'used' })
  expect(whyNotText(explanation, used)).toBe(`${used}: it is the one`)
  expect(eligibleAt(explanation, used)).toBe(1_000)
})

it('says which requirements refuse a target, and from when on they do not', () => {
  expect(whyNot(explanation, 'a/k/m')).toMatchObject({
    type: 'refused',
    refusals: [{ by: 'not-cooling', exclusion: { type: 'cooling', since: 0, until: 31_000 } }],
  })
  expect(eligibleAt(explanation, 'a/k/m')).toBe(31_000)
  expect(whyNotText(explanation, 'a/k/m')).toBe(
    'a/k/m: cooling for another 30 s (rate-limited, target:a/k/m, incident 1); eligible in 30 s',
  )
})

it('knows no time where time alone is not enough: of several refusals all have to end', () => {
  expect(eligibleAt(explanation, 'c/k/m')).toBeUndefined()
  expect(whyNotText(explanation, 'c/k/m')).toBe('c/k/m: drained (weight 0); no time alone makes it eligible')
  const both = reduce(policy, cooled, { type: 'cooldown-set', at: 0, key: 'provider:c' as ScopeName, until: 31_000 })
  expect(eligibleAt(explain(policy, both, asked, 1_000), 'c/k/m')).toBeUndefined()
  const tried = explain(policy, cooled, { ...asked, tried: ['a/k/m' as never] }, 1_000)
  expect(eligibleAt(tried, 'a/k/m')).toBeUndefined()
  expect(whyNotText(tried, 'a/k/m')).toContain('; tried already; no time alone')
})

it('says which preference kept others, and what chance was drawn from', () => {
  expect(whyNot(explanation, passedOver)).toEqual({
    type: 'narrowed',
    narrowing: { by: 'sticky', kept: [used], draw: 's1' },
  })
  expect(whyNotText(explanation, passedOver)).toBe(`${passedOver}: eligible; sticky keeps ${used} (drawn from "s1")`)
  expect(explanationText(explanation)).toContain(`> sticky keeps ${used} (drawn from "s1")`)
})

it('says that a tier serves before another', () => {
  expect(whyNot(explanation, 'd/default/m')).toEqual({ type: 'later-tier', tier: 1, serving: 0 })
  expect(whyNotText(explanation, 'd/default/m')).toBe('d/default/m: eligible, in tier 1; tier 0 serves')
  expect(eligibleAt(explanation, 'd/default/m')).toBe(1_000)
})

it('says of the last tie that declared order decides', () => {
  const plain = definePolicy({
    providers: { a: {}, b: {} },
    aliases: { fast: { targets: ['a/m', 'b/m'], strategy: 'least-busy' } },
  })
  const tie = explain(plain, emptySnapshot, asked, 0)
  expect(whyNot(tie, 'b/default/m')).toEqual({ type: 'declared-later' })
  expect(whyNotText(tie, 'b/default/m')).toBe(
    'b/default/m: eligible; as good as the one that is used, and declared later',
  )
  expect(explanationText(tie)).toContain('\n  > least-busy keeps a/default/m, b/default/m\n')
})

it('does not know a target that is not behind the name', () => {
  expect(whyNot(explanation, 'z/z/z')).toEqual({ type: 'unknown' })
  expect(eligibleAt(explanation, 'z/z/z')).toBeUndefined()
  expect(whyNotText(explanation, 'z/z/z')).toBe('z/z/z: does not stand behind fast')
  expect(whyNot(explain(policy, cooled, { id: 'r', model: 'nobody' }, 0), 'a/k/m')).toEqual({ type: 'unknown' })
})
