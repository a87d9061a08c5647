import {
  type Candidate,
  definePolicy,
  emptySnapshot,
  explain,
  type RouterEvent,
  reduce,
  type ScopeName,
  type Snapshot,
  select,
  type TargetId,
} from '@router/core'
import { expect, it } from 'vitest'
import { hashOf } from '../../src/lib/hash.js'

it('a preference sees of each candidate what the operator said of it and what is known of it now', () => {
  const seen: Candidate[] = []
  const policy = definePolicy(
    {
      providers: { p: { models: { m: { labels: { price: 3, region: 'eu' } } } }, q: {} },
      aliases: {
        fast: { targets: [{ provider: 'q', model: 'm', weight: 4, labels: { price: 5 } }, 'p/m'], strategy: 'spy' },
        slow: { targets: ['p/m'] },
      },
    },
    {
      strategies: {
        spy: {
          name: 'spy',
          narrow: (candidates) => {
            seen.push(...candidates)
            return candidates
          },
        },
      },
    },
  )
  const started = (name: string, target: string): RouterEvent => {
    return { type: 'attempt-started', at: 0, name, target: target as TargetId, number: 1, spendsToken: false }
  }
  const events: readonly RouterEvent[] = [
    started('fast', 'q/default/m'),
    started('slow', 'p/default/m'),
    started('p/n', 'p/default/n'),
    {
      type: 'attempt-committed',
      at: 30,
      startedAt: 0,
      target: 'q/default/m' as TargetId,
      evidence: 'generation-started',
    },
  ]
  const snapshot = events.reduce<Snapshot>((known, event) => reduce(policy, known, event), emptySnapshot)
  select(policy, snapshot, { id: 'r1', model: 'fast' }, 40)
  const told = seen.map((each) => ({
    id: each.target.id,
    order: each.order,
    weight: each.weight,
    labels: each.labels,
    isHashed: each.hash === hashOf(each.target.id),
    out: [each.cooling, each.probing, each.suspension],
    inFlight: [each.inFlight, each.credentialInFlight],
    turn: each.turn,
    lastPick: each.lastPick,
    dueAt: each.dueAt,
    latencyMs: each.latencyMs,
  }))
  const out = [undefined, undefined, undefined]
  expect(told).toEqual([
    {
      id: 'q/default/m',
      order: 0,
      weight: 4,
      labels: { price: 5 },
      isHashed: true,
      out,
      inFlight: [1, 1],
      turn: 1,
      lastPick: 1,
      dueAt: 0.25,
      latencyMs: 30,
    },
    {
      id: 'p/default/m',
      order: 1,
      weight: 1,
      labels: { price: 3, region: 'eu' },
      isHashed: true,
      out,
      inFlight: [1, 1],
      turn: 0,
      lastPick: 2,
      dueAt: 0,
      latencyMs: undefined,
    },
  ])
  expect(select(policy, emptySnapshot, { id: 'r1', model: 'fast' }, 40)).toMatchObject({ type: 'use' })
  expect(seen.at(-1)?.lastPick).toBe(0)
})

it('a scope that is being tried and cools again is out for its cooldown alone', () => {
  const policy = definePolicy({ providers: { p: { models: ['m'] } } })
  const key = 'provider:p' as ScopeName
  const events: readonly RouterEvent[] = [
    { type: 'cooldown-set', at: 0, key, until: 10_000 },
    {
      type: 'attempt-started',
      at: 10_000,
      name: 'm',
      target: 'p/default/m' as TargetId,
      number: 1,
      spendsToken: false,
    },
    { type: 'cooldown-set', at: 10_001, key, until: 90_000 },
    { type: 'scope-suspended', at: 10_002, key: 'model:p/m' as ScopeName },
  ]
  const snapshot = events.reduce<Snapshot>((known, event) => reduce(policy, known, event), emptySnapshot)
  const [candidate] = explain(policy, snapshot, { id: 'r1', model: 'm' }, 11_000).tiers[0]?.candidates ?? []
  expect(candidate).toStrictEqual({
    target: 'p/default/m',
    eligible: false,
    by: 'not-suspended',
    exclusion: { type: 'suspended', scope: 'model', key: 'model:p/m', since: 10_002 },
    others: [
      {
        by: 'not-cooling',
        exclusion: {
          type: 'cooling',
          scope: 'provider',
          key,
          class: 'rate-limited',
          since: 10_001,
          until: 90_000,
          level: 1,
          firm: true,
          hintedUntil: undefined,
        },
      },
    ],
  })
})
