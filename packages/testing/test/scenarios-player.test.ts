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

it('objects match as subsets, lists in full, and absent is null', () => {
  expect(matches({ a: 1, b: 2 }, { a: 1 })).toBe(true)
  expect(matches({ a: 1 }, { a: 1, b: 2 })).toBe(false)
  expect(matches([1, 2], [1])).toBe(false)
  expect(matches([{ a: 1, b: 2 }], [{ a: 1 }])).toBe(true)
  expect(matches({}, { a: null })).toBe(true)
  expect(matches({ a: 0 }, { a: null })).toBe(false)
})
