import { readSse, sseStart } from '@router/core/wire'
import fc from 'fast-check'
import { expect, it } from 'vitest'

const cap = 65_536

it('an event longer than 64 KiB is handed out once, cut, however it comes, and the next one is whole', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -3, max: 3 }),
      fc.integer({ min: 1, max: 50_000 }),
      fc.boolean(),
      (over, size, twoLines) => {
        const value = 'x'.repeat(cap + over)
        const lines = twoLines ? `data: ${value.slice(0, 9)}\ndata: ${value.slice(10)}` : `data: ${value}`
        const text = `event: big\n${lines}\n\ndata: next\n\n`
        const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, index) =>
          text.slice(index * size, (index + 1) * size),
        )
        let state = sseStart
        const events = pieces.flatMap((piece) => {
          const read = readSse(state, piece)
          state = read.state
          expect(state.line.length + (state.data?.length ?? 0)).toBeLessThan(2 * cap + 64)
          return read.events
        })
        expect(events.map(({ event, data, cut }) => [event, data.length, cut])).toEqual([
          ['big', Math.min(cap + over, cap), over > 0 ? true : undefined],
          [undefined, 4, undefined],
        ])
      },
    ),
    { numRuns: 60 },
  )
})

it('a line without end is not kept, whatever it is, and costs no more than its length', () => {
  const began = performance.now()
  for (const start of ['data: ', ': ', 'event: ', '', 'dat']) {
    let state = sseStart
    let handedOut = 0
    for (let piece = 0; piece < 400; piece += 1) {
      const read = readSse(state, piece === 0 ? start : 'y'.repeat(10_000))
      state = read.state
      handedOut += read.events.length
    }
    expect(state.line.length + (state.data?.length ?? 0)).toBeLessThan(2 * cap)
    expect(handedOut).toBe(start === 'data: ' ? 1 : 0)
  }
  expect(performance.now() - began).toBeLessThan(1_000)
})
