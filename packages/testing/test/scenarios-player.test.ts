import { expect, it } from 'vitest'
import { cliproxySchema } from '../cases/scenarios/cliproxy/schema.js'
import { keyproxySchema } from '../cases/scenarios/keyproxy/schema.js'
import { matches } from '../cases/scenarios/matches.js'
import { playRow } from '../cases/scenarios/play-row.js'
import type { Row } from '../cases/scenarios/row.js'

const twoKeys = {
  targets: [
    { provider: 'p', credential: 'a', model: 'm' },
    { provider: 'p', credential: 'b', model: 'm' },
  ],
}

interface Told {
  readonly given?: object
  readonly when?: Row['when']
  readonly wanted?: object
}

/** A line as a file has it. */
const row = ({ given = twoKeys, when = [], wanted = {} }: Told): Row =>
  JSON.parse(
    `{"id":"X1","theme":"any","given":${JSON.stringify(given)},"when":${JSON.stringify(when)},"then":${JSON.stringify(wanted)}}`,
  )

const select = { op: 'select', model: 'm' }

it('a row passes when all that is wanted is got, and fails with the first that is not', () => {
  const when = [select, select]
  const wanted = (second: string) => ({ results: [{ credential: 'a' }, { credential: second }] })
  expect(playRow(row({ when, wanted: wanted('b') }), cliproxySchema)).toMatchObject({ ok: true })
  expect(playRow(row({ when, wanted: wanted('a') }), cliproxySchema)).toMatchObject({
    ok: false,
    got: [{ credential: 'b' }],
    want: [{ credential: 'a' }],
  })
})

it.each([
  ['an operation', row({ when: [{ op: 'dance' }] }), 'operation dance'],
  ['a field of an operation', row({ when: [{ ...select, mood: 'good' }] }), 'field mood of select'],
  ['a field of the scene', row({ given: { ...twoKeys, weather: 'fine' } }), 'field weather of the scene'],
  ['a result', row({ when: [select], wanted: { results: [{ mood: 'good' }] } }), 'result mood of select'],
  [
    'a strategy',
    row({ given: { ...twoKeys, strategy: 'by feeling' }, when: [select] }),
    'unknown strategy "by feeling"',
  ],
])('%s that nobody knows leaves the row out and is named', (_, unknown, reason) => {
  expect(playRow(unknown, cliproxySchema)).toMatchObject({ skipped: expect.stringContaining(reason) })
})

it('what is null or empty asks for nothing', () => {
  const when = [{ ...select, mood: null, moods: [] }]
  expect(playRow(row({ when, wanted: { results: [null] } }), cliproxySchema)).toMatchObject({ ok: true })
})

it('a row that throws has failed and says with what', () => {
  const when = [{ op: 'select', model: 7 }]
  expect(playRow(row({ when }), cliproxySchema)).toMatchObject({ ok: false, got: expect.stringContaining('TypeError') })
})

it('the second schema wants something of some operations only', () => {
  const given = { profile: 'ocr', now_ms: 0, targets: [{ id: 't', ...twoKeys.targets[0] }] }
  const when = [
    { op: 'begin', req: 'r' },
    { op: 'select', req: 'r' },
  ]
  const wanted = (selected: string) => [{ at: 1, expect: { selected } }]
  expect(playRow(row({ given, when, wanted: wanted('t') }), keyproxySchema)).toMatchObject({ ok: true })
  expect(playRow(row({ given, when, wanted: wanted('u') }), keyproxySchema)).toMatchObject({ ok: false })
})

const pool = { provider: 'p', credential: 'a', model: 'm', upstream: ['u1', 'u2'] }
const other = { provider: 'p', credential: 'b', model: 'm', upstream: ['u3'] }
const failing = { op: 'request', model: 'm', default: { status: 500, body: 'x' } }

it('a bound on credentials lets each of them be asked for all of its models', () => {
  const given = { config: { max_retry_credentials: 1 }, targets: [pool, other] }
  const wanted = { results: [{ attempts: ['a|u1', 'a|u2'] }] }
  expect(playRow(row({ given, when: [failing], wanted }), cliproxySchema)).toMatchObject({ ok: true })
})

it('a bound on credentials that attempts cannot keep leaves the row out', () => {
  const third = { ...other, credential: 'c', upstream: ['u4'] }
  const given = { config: { max_retry_credentials: 2 }, targets: [pool, other, third] }
  expect(playRow(row({ given, when: [failing] }), cliproxySchema)).toMatchObject({
    skipped: 'a bound on credentials that attempts cannot keep',
  })
})

it('a prefix that is the model’s own name hides nothing', () => {
  const given = { config: { force_model_prefix: true }, targets: [{ ...twoKeys.targets[0], prefix: 'm' }] }
  expect(playRow(row({ given, when: [select], wanted: { results: [{ credential: 'a' }] } }), cliproxySchema)).toEqual(
    expect.objectContaining({ ok: true }),
  )
})

const members = [
  { id: 't', provider: 'p', credential: 'a', model: 'm' },
  { id: 'u', provider: 'q', credential: 'b', model: 'n' },
]

it.each([
  ['the caller’s own where it is the earlier', 60_000, 'deadline_exceeded'],
  ['the budget’s where the caller’s is the later', 600_000, 'routing_budget_exhausted'],
])('a deadline that is met is %s', (_, deadline_ms, kind) => {
  const given = { profile: 'ocr-fork', now_ms: 0, targets: members, policy: { call_timeout_ms: 180_000 } }
  const when = [
    { op: 'begin', req: 'r', deadline_ms },
    { op: 'select', req: 'r' },
    { op: 'advance', ms: Math.min(deadline_ms, 180_000) },
    { op: 'outcome', req: 'r', target: 't', network: 'timeout' },
  ]
  const wanted = [{ at: 3, expect: { error: { kind } } }]
  expect(playRow(row({ given, when, wanted }), keyproxySchema)).toMatchObject({ ok: true })
})

it('who may last longer may wait longer, too', () => {
  const state = { cooldowns: [{ target: 't', until_ms: 50_000 }] }
  const given = { profile: 'kp-main', now_ms: 0, targets: members.slice(0, 1), state }
  const when = [
    { op: 'begin', req: 'r', deadline_ms: 60_000 },
    { op: 'select', req: 'r' },
  ]
  const wanted = [{ at: 1, expect: { decision: 'wait', wait_ms: 50_000 } }]
  expect(playRow(row({ given, when, wanted }), keyproxySchema)).toMatchObject({ ok: true })
})

it('what comes of a target outside the group is learnt, too', () => {
  const group = { name: 'g', members: ['p/m'] }
  const given = { profile: 'kp-main', now_ms: 0, targets: members, group, policy: { in_target_attempts: 1 } }
  const when = [{ op: 'outcome', req: 'before', target: 'u', status: 429, headers: { 'retry-after': '60' } }]
  const wanted = [{ at: 0, expect: { cooldown: [{ target: 'u', until_ms: 60_000 }] } }]
  expect(playRow(row({ given, when, wanted }), keyproxySchema)).toMatchObject({ ok: true })
})

it('objects match as subsets, lists in full, and absent is null', () => {
  expect(matches({ a: 1, b: 2 }, { a: 1 })).toBe(true)
  expect(matches({ a: 1 }, { a: 1, b: 2 })).toBe(false)
  expect(matches([1, 2], [1])).toBe(false)
  expect(matches([{ a: 1, b: 2 }], [{ a: 1 }])).toBe(true)
  expect(matches({}, { a: null })).toBe(true)
  expect(matches({ a: 0 }, { a: null })).toBe(false)
})
