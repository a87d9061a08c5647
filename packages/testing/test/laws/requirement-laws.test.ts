import type { Exclusion, Requirement } from '@router/core'
import { requirementLaws } from '@router/testing'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const onlyOffice: Requirement = ({ labels }, { now }) =>
  labels['office'] === true && now % 60_000 >= 30_000
    ? { type: 'custom', why: 'closed', until: Math.ceil((now + 1) / 60_000) * 60_000 }
    : undefined
const labels = fc.record({ office: fc.boolean() })

describe('a lawful requirement', () => {
  for (const { name, check } of requirementLaws(onlyOffice, { labels })) it(name, check)
})

const outForLong: Requirement = ({ cooling }, { now }) =>
  cooling !== undefined && cooling.until - now > 10_000
    ? { type: 'custom', why: 'out for long', until: cooling.until }
    : undefined

describe('a requirement that goes by a cooldown', () => {
  for (const { name, check } of requirementLaws(outForLong)) it(name, check)
})

let asked = 0
const seen = new Map<string, number>()

/** Wrong requirements, and what is said about each. */
const faults: Readonly<Record<string, readonly [requirement: Requirement, law: string, says: RegExp]>> = {
  throws: [
    ({ labels: { price } }) => ((price as never as string).length > 3 ? undefined : undefined),
    'refuses with a reason',
    /throws TypeError/,
  ],
  'no reason': [() => ({ type: 'custom', why: '' }), 'refuses with a reason', /it does not say why/],
  'no exclusion': [() => true as never, 'refuses with a reason', /says true\n {2}that is no exclusion/],
  'unknown exclusion': [
    () => ({ type: 'closed' }) as never as Exclusion,
    'refuses with a reason',
    /there is no such exclusion/,
  ],
  'until the past': [
    (_, { now }) => ({ type: 'custom', why: 'later', until: now }),
    'refuses with a reason',
    /is over at \d+ms/,
  ],
  'until for ever the same': [
    () => ({ type: 'custom', why: 'later', until: 5_000_000 }),
    'refuses with a reason',
    /asked again at 5000000ms it says .*\n.*is over at 5000000ms/,
  ],
  'reads the clock': [() => (Date.now() > 0 ? undefined : undefined), 'reads no clock', /calls Date\.now\(\)/],
  'counts in a field': [
    () => (asked++ % 2 === 0 ? undefined : { type: 'custom', why: 'odd' }),
    'answers the same',
    /asked the same again, it/,
  ],
  'counts by target': [
    ({ target }) => {
      seen.set(target.id, (seen.get(target.id) ?? 0) + 1)
      return (seen.get(target.id) ?? 0) > 2 ? { type: 'custom', why: 'enough' } : undefined
    },
    'answers the same',
    /asked the same again, it says/,
  ],
  writes: [
    ({ labels: all }) => {
      Object.assign(all, { seen: true })
      return undefined
    },
    'changes nothing',
    /changes it from .* to .*labels \{"seen":true\}/,
  ],
  'lets nobody through': [
    () => ({ type: 'custom', why: 'closed' }),
    'lets somebody through',
    /refuses in all \d+ questions of 200 lives/,
  ],
}

it.each(Object.entries(faults))('a requirement that %s is told', async (_, [requirement, sentence, says]) => {
  const [law] = requirementLaws(requirement).filter(({ name }) => name.includes(sentence))
  const message = await law?.check().then(
    () => 'nothing',
    (error: Error) => error.message,
  )
  expect(message).toMatch(says)
  expect(message).toMatch(/\n----\n\d+ms ask #r1 fast/)
})
