import { readSse, type SseEvent, sseStart } from '@router/core/wire'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { runs } from './runs.js'

const lineEnds = fc.constantFrom('\n', '\r\n', '\r')
const lines = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }).map((text) => `data: ${text}`),
  fc.constantFrom(
    '',
    '',
    'data',
    'data:',
    'data:x',
    'data:  two',
    ': ping',
    'event: error',
    'event:',
    'id: 7',
    'x',
    '\uFEFF',
  ),
)
const streams = fc
  .array(fc.tuple(lines, lineEnds), { maxLength: 24 })
  .map((parts) => parts.map(([line, end]) => line + end).join(''))

/** The events of a stream that comes in these pieces. */
function eventsOf(pieces: readonly string[]): readonly SseEvent[] {
  let state = sseStart
  return pieces.flatMap((piece) => {
    const read = readSse(state, piece)
    state = read.state
    return read.events
  })
}

/** The plain reading: split into lines, and into events at the empty ones. */
function plainEvents(text: string): readonly SseEvent[] {
  const events: SseEvent[] = []
  let data: string[] = []
  let event: string | undefined
  const whole = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)
  for (const line of whole.slice(0, -1)) {
    const [, field = line, value = ''] = /^([^:]*): ?(.*)$/su.exec(line) ?? []
    if (field === 'data') data.push(value)
    else if (field === 'event') event = value
    if (line !== '') continue
    if (data.length > 0) events.push({ ...(event === undefined ? {} : { event }), data: data.join('\n') })
    data = []
    event = undefined
  }
  return events
}

it('a stream gives the same events however it is cut into pieces', () => {
  fc.assert(
    fc.property(streams, fc.array(fc.nat({ max: 300 }), { maxLength: 40 }), (text, cuts) => {
      const at = [0, ...cuts.map((cut) => Math.min(cut, text.length)).toSorted((a, b) => a - b), text.length]
      const pieces = at.slice(1).map((end, index) => text.slice(at[index], end))
      const expected = plainEvents(text)
      expect(eventsOf([text])).toEqual(expected)
      expect(eventsOf(pieces)).toEqual(expected)
      expect(eventsOf([...text])).toEqual(expected)
    }),
    runs,
  )
})
