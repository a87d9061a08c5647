import { fromJson, healthOf, toJson } from '@router/core'
import { scenes } from '@router/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { runs } from './runs.js'

const written = scenes().map(({ snapshot }) => JSON.stringify(toJson(healthOf(snapshot))))
const said = (read: ReturnType<typeof fromJson>): string => JSON.stringify('health' in read && toJson(read.health))

it('health whose text has lost a bit is an issue, or still says the same; it is never other health, and nothing throws', () => {
  fc.assert(
    fc.property(written, fc.nat(), fc.nat(7), (text, at, bit) => {
      const bytes = Buffer.from(text)
      const place = at % bytes.length
      bytes[place] = (bytes[place] ?? 0) ^ (1 << bit)
      const damaged = bytes.toString()
      const read = fromJson(damaged)
      if ('health' in read) expect(said(read)).toBe(text)
      else expect(read.issue.path).not.toBe('')
    }),
    runs,
  )
})

it('health whose text ends too early is an issue', () => {
  fc.assert(
    fc.property(written, fc.nat(), (text, length) => {
      expect(fromJson(text.slice(0, length % text.length))).toHaveProperty('issue')
    }),
    runs,
  )
})

it('health in which any one value is another, or is missing, is an issue', () => {
  const others = fc.oneof(
    fc.constantFrom<unknown>(null, -1, 1e308, '', [], {}, true),
    fc.json().map((json) => JSON.parse(json) as unknown),
  )
  fc.assert(
    fc.property(written, fc.nat(), others, fc.boolean(), (text, at, other, isMissing) => {
      const json = JSON.parse(text) as object
      const places = placesIn(json)
      const { holder, key } = places[at % places.length] as Place
      const before = holder[key]
      if (isMissing) delete holder[key]
      else holder[key] = other
      if (JSON.stringify(before) === JSON.stringify(holder[key])) return
      expect(fromJson(json)).toHaveProperty('issue')
    }),
    runs,
  )
})

it('whatever is handed in, reading it as health gives health or an issue with a path', () => {
  fc.assert(
    fc.property(fc.anything({ withNullPrototype: true, withBigInt: true }), (value) => {
      const read = fromJson(value)
      if ('issue' in read) expect(read.issue.path.length).toBeGreaterThan(0)
    }),
    runs,
  )
})

it('a newer version is refused by its number, whatever else has changed in it', () => {
  const read = fromJson({ version: 2, scopes: { any: 'thing' } })
  expect(read).toMatchObject({ issue: { path: 'version' } })
})

interface Place {
  readonly holder: Record<string, unknown>
  readonly key: string
}

/** Every place in a value that holds something. */
function placesIn(value: object): readonly Place[] {
  const holder = value as Record<string, unknown>
  return Object.keys(holder).flatMap((key) => {
    const inner = holder[key]
    return [{ holder, key }, ...(typeof inner === 'object' && inner !== null ? placesIn(inner) : [])]
  })
}
