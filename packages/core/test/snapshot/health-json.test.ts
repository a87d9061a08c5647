import {
  type AttemptFailed,
  changedHealth,
  definePolicy,
  emptySnapshot,
  fromJson,
  type Health,
  healthOf,
  merge,
  type RouterEvent,
  reduce,
  type ScopeName,
  type TargetId,
  toJson,
} from '@router/core'
import { expect, it } from 'vitest'

const policy = definePolicy({ providers: { p: { models: ['m'] } }, maxCooldownMs: 1_000 })
const key = (name: string): ScopeName => name as ScopeName
const target = 'p/default/m' as TargetId
const emptyHealth = healthOf(emptySnapshot)
const after = (...events: readonly RouterEvent[]): Health =>
  healthOf(events.reduce((snapshot, event) => reduce(policy, snapshot, event), emptySnapshot))

const failed = (told: Partial<AttemptFailed> = {}): RouterEvent => ({
  type: 'attempt-failed',
  at: 10,
  target,
  startedAt: 0,
  class: 'overloaded',
  scope: 'model',
  rule: 'r',
  failedAt: 10,
  key: key('model:p/m'),
  until: 20,
  level: 1,
  needs: 'generation-started',
  firm: false,
  ...told,
})
const succeeded = (startedAt: number): RouterEvent => {
  return { type: 'attempt-succeeded', at: startedAt + 5, target, startedAt, evidence: 'generation-completed' }
}

it('a scope says what it knows and nothing else', () => {
  const health = after(
    succeeded(3),
    { type: 'attempt-committed', at: 8, target, startedAt: 7, evidence: 'remote-count' },
    { type: 'cooldown-cleared', at: 3, key: key('target:p/default/m') },
    failed({ hintedUntil: 40 }),
    failed({ class: 'auth-invalid', key: key('credential:p/default'), scope: 'credential', suspends: true }),
    { type: 'scope-suspended', at: 5, key: key('provider:p') },
    { type: 'scope-resumed', at: 6, key: key('provider:p') },
  )
  const clears = { 'remote-count': 7, 'generation-completed': 3 }
  const fact = { failedAt: 10, until: 20, level: 1, needs: 'generation-started', firm: false, probe: false }
  expect(toJson(health).entries).toStrictEqual([
    [
      'credential:p/default',
      { facts: [{ class: 'auth-invalid', ...fact }], clears, suspendedAt: 10, reason: 'auth-invalid' },
    ],
    ['model:p/m', { facts: [{ class: 'overloaded', ...fact, hintedUntil: 40 }], clears }],
    ['provider:p', { clears, suspendedAt: 5, resumedAt: 6 }],
    ['target:p/default/m', { clears: { ...clears, operator: 3 } }],
  ])
  expect(fromJson(toJson(health))).toStrictEqual({ health })
  expect(fromJson(JSON.stringify(toJson(health)))).toStrictEqual({ health })
})

it('what is no health is refused with the place and the reason', () => {
  const kept = toJson(after(failed()))
  const [[scope, known] = []] = kept.entries
  const issueOf = (value: unknown): string => {
    const read = fromJson(value)
    return 'issue' in read ? `${read.issue.path}: ${read.issue.message}` : 'none'
  }
  expect(issueOf(kept)).toBe('none')
  expect(issueOf('{')).toBe('(root): must be an object, is a text')
  expect(issueOf([JSON.stringify(kept)])).toBe('(root): must be an object, is a list')
  expect(issueOf({})).toBe('version: must be a number from 1 to 1, is undefined')
  expect(issueOf({ ...kept, version: 2, entries: 7 })).toBe('version: must be a number from 1 to 1, is 2')
  expect(issueOf({ ...kept, entries: [7] })).toBe('entries[0]: must be a name and what is known of it')
  expect(issueOf({ ...kept, entries: [{ length: 2 }] })).toBe('entries[0]: must be a name and what is known of it')
  expect(issueOf({ ...kept, entries: [[scope]] })).toBe('entries[0]: must be a name and what is known of it')
  expect(issueOf({ ...kept, entries: [[scope, known, 7]] })).toBe('entries[0]: must be a name and what is known of it')
  expect(issueOf({ ...kept, entries: [[7, known]] })).toBe('entries[0][0]: must be a text, is 7')
  expect(issueOf({ ...kept, entries: [[scope, { facts: [{ level: 1 }] }]] })).toBe(
    'entries[0][1].facts[0].class: is missing',
  )
  expect(issueOf({ ...kept, entries: [[scope, { clears: { hearsay: 1 } }]] })).toBe(
    'entries[0][1].clears.hearsay: unknown key; known are local-count, remote-count, embedding, generation-started, ' +
      'generation-completed, operator',
  )
  expect(issueOf({ ...kept, entries: [['model:p/n', known]] })).toBe('check: does not fit the entries')
})

it('whoever hears of a cooldown believes none that is longer than the longest of its own policy', () => {
  const generous = definePolicy({ providers: { p: { models: ['m'] } }, maxCooldownMs: 9_000 })
  const theirs = [failed({ until: 5_010, firm: true }), failed({ class: 'timeout', until: 900 })].reduce(
    (snapshot, event) => reduce(generous, snapshot, event),
    emptySnapshot,
  )
  const facts = (health: Health): readonly unknown[] => toJson(health).entries[0]?.[1].facts ?? []
  const fact = { failedAt: 10, level: 1, needs: 'generation-started', probe: false }
  const short = { class: 'timeout', ...fact, until: 900, firm: false }
  expect(facts(healthOf(theirs))).toEqual([short, { class: 'overloaded', ...fact, until: 5_010, firm: true }])
  expect(facts(after({ type: 'health-heard', health: healthOf(theirs) }))).toEqual([
    short,
    { class: 'overloaded', ...fact, until: 1_010, firm: true },
  ])
})

it('where nothing is known, what others know is all there is, and where nothing has changed, nothing is told', () => {
  const health = after(failed())
  expect(merge(emptyHealth, health)).toBe(health)
  expect(merge(health, emptyHealth)).toBe(health)
  expect(changedHealth(health, health)).toBe(emptyHealth)
  const both = after(failed(), { type: 'cooldown-cleared', at: 3, key: key('provider:p') })
  expect(changedHealth(emptyHealth, both)).toEqual(both)
})

it('what has been cleared since is told by what cleared it, and of what is still held nothing', () => {
  const before = reduce(policy, emptySnapshot, failed())
  const cleared = healthOf(reduce(policy, before, succeeded(11)))
  const told = changedHealth(healthOf(before), cleared)
  expect(toJson(told).entries.map(([scope, known]) => [scope, Object.keys(known)])).toEqual(
    ['credential:p/default', 'model:p/m', 'provider:p', 'target:p/default/m'].map((scope) => [scope, ['clears']]),
  )
  expect(merge(healthOf(before), told)).toEqual(cleared)
  const suspension: RouterEvent = { type: 'scope-suspended', at: 5, key: key('provider:p'), reason: 'invoice' }
  const suspended = healthOf(reduce(policy, before, suspension))
  expect(toJson(changedHealth(healthOf(before), suspended)).entries).toEqual([
    ['provider:p', { suspendedAt: 5, reason: 'invoice' }],
  ])
})
