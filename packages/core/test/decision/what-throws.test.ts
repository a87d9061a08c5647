import {
  begin,
  type Candidate,
  definePolicy,
  emptySnapshot,
  explain,
  type Preference,
  reduce,
  rendezvous,
  type ScopeName,
  select,
  whyNot,
} from '@router/core'
import { expect, it } from 'vitest'

const input = {
  providers: { a: {}, b: {} },
  aliases: { fast: { targets: ['a/m', 'b/m'], strategy: ['by tenant', 'fill-first'] } },
}
const request = { id: 'r1', model: 'fast' }

it('a preference that throws had no opinion', () => {
  const byTenant = rendezvous('by tenant', ({ request: { session } }) => (session as string).split(':', 1).join())
  const policy = definePolicy(input, { strategies: { 'by tenant': byTenant } })
  expect(explain(policy, emptySnapshot, request, 0)).toMatchObject({
    decision: { type: 'use', target: { id: 'a/default/m' } },
    tiers: [{ narrowed: [] }],
  })
  expect(explain(policy, emptySnapshot, { ...request, session: 'acme:1' }, 0).tiers[0]?.narrowed).toHaveLength(1)
})

it('whom a preference makes up is not asked, and neither is who cools', () => {
  const kept: Candidate[] = []
  const remembers: Preference = {
    name: 'by tenant',
    narrow: (candidates) => {
      kept.push(...candidates)
      return kept.slice(0, 1)
    },
  }
  const policy = definePolicy(input, { strategies: { 'by tenant': remembers } })
  expect(select(policy, emptySnapshot, request, 0)).toMatchObject({ target: { id: 'a/default/m' } })
  const [a] = policy.targets.values()
  const key = a?.scopes.target as ScopeName
  const cooled = reduce(policy, emptySnapshot, { type: 'cooldown-set', at: 0, key, until: 9_000 })
  const three = definePolicy(
    {
      ...input,
      providers: { a: {}, b: {}, c: {} },
      aliases: { fast: { ...input.aliases.fast, targets: ['a/m', 'b/m', 'c/m'] } },
    },
    { strategies: { 'by tenant': remembers } },
  )
  expect(select(three, cooled, request, 1)).toMatchObject({ target: { id: 'b/default/m' } })
})

it('a requirement that throws refuses, and beginning never throws', () => {
  const inRegion = ({ target }: { readonly target: { readonly labels: object } }) => {
    throw new TypeError(`no region in ${Object.keys(target.labels).length} labels`)
  }
  const strategies = { 'by tenant': [] }
  const policy = definePolicy(input, { strategies, requirements: { 'in-region': inRegion } })
  expect(begin(policy, emptySnapshot, request, 0).command).toMatchObject({
    type: 'fail',
    error: { why: 'no-candidates' },
  })
  expect(whyNot(explain(policy, emptySnapshot, request, 0), 'a/default/m')).toEqual({
    type: 'refused',
    refusals: [{ by: 'in-region', exclusion: { type: 'custom', why: 'it throws' } }],
  })
})
