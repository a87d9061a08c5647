import fc from 'fast-check'
import { expect, it } from 'vitest'
import { membersOf, replaced } from '../src/call/json-members.js'

const blank = fc.constantFrom('', ' ', '\n\t', '\r\n  ')

/** A JSON object as people write it: any blanks, any order, and `model` among its members. */
const objects = fc
  .tuple(
    fc.array(
      fc.tuple(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('model', 'mod\\el', 'a"b')), fc.jsonValue()),
      { maxLength: 6 },
    ),
    blank,
    blank,
  )
  .map(([members, before, after]) => ({
    members: new Map(members),
    text: `${before}{${before}${members.map(([name, value]) => `${before}${JSON.stringify(name)}${after}:${before}${JSON.stringify(value, null, after.length)}${after}`).join(',')}}${after}`,
  }))

it('a member is found where a parser finds it, and replacing it changes nothing else', () => {
  fc.assert(
    fc.property(objects, fc.string({ unit: 'binary' }), ({ members, text }, value) => {
      const slice = membersOf(text, ['model'])?.get('model')
      expect(slice !== undefined).toBe(members.has('model'))
      if (slice === undefined) return
      expect(JSON.parse(text.slice(slice.start, slice.end))).toEqual(JSON.parse(JSON.stringify(members.get('model'))))
      const after = replaced(text, slice, JSON.stringify(value))
      expect(after.length - text.length).toBe(JSON.stringify(value).length - (slice.end - slice.start))
      expect(JSON.parse(after)).toEqual({ ...(JSON.parse(text) as object), model: value })
    }),
    { numRuns: 1_000 },
  )
})

it('whatever the text is, an end is found, and a text that is no object has no members', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.string({ unit: fc.constantFrom('{', '}', '"', ':', ',', '\\', '[', ']', 'a') }),
      ),
      (text) => {
        membersOf(text, ['model'])
      },
    ),
    { numRuns: 1_000 },
  )
  for (const text of ['', '[]', '"model"', '{', '{"model"', '{"model":', '{"model":1', '{"model":1,}', 'null'])
    expect(membersOf(text, ['model'])).toBeUndefined()
})

it('a body of thirty megabytes is read in less than a second', () => {
  const text = `{"messages":"${'a\\"b'.repeat(7_500_000)}","model":"m"}`
  const began = performance.now()
  expect(membersOf(text, ['model'])?.size).toBe(1)
  expect(performance.now() - began).toBeLessThan(1_000)
})
