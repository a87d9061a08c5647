import { readSse, type SseEvent, sseStart } from '@router/core/wire'
import { describe, expect, it } from 'vitest'

/** The events of a stream that comes in these pieces, and the state after it. */
function read(...pieces: readonly string[]): { readonly events: readonly SseEvent[]; readonly kept: number } {
  let state = sseStart
  const events = pieces.flatMap((piece) => {
    const { events: some, state: after } = readSse(state, piece)
    state = after
    return some
  })
  return { events, kept: state.line.length + (state.data?.length ?? 0) }
}

const cap = 64 * 1024
const x = (length: number): string => 'x'.repeat(length)

describe('an event', () => {
  it.each<readonly [what: string, pieces: readonly string[], events: readonly SseEvent[]]>([
    ['ends at an empty line', ['data: a\n\ndata: b\n'], [{ data: 'a' }]],
    [
      'may end its lines in CR, LF or both',
      ['data: a\r\rdata: b\r\n\r\ndata: c\n\n'],
      [{ data: 'a' }, { data: 'b' }, { data: 'c' }],
    ],
    [
      'is one where CR and LF of an end come apart',
      ['data: a\r', '\n\r', '\ndata: b\n\n'],
      [{ data: 'a' }, { data: 'b' }],
    ],
    ['is one where CR and LF of a line come apart', ['data: a\r', '\ndata: b\n\n'], [{ data: 'a\nb' }]],
    ['is one where a piece begins with the LF of nothing', ['data: a\n', '\n'], [{ data: 'a' }]],
    ['has its lines of data joined', ['data: a\ndata\ndata:b\n\n'], [{ data: 'a\n\nb' }]],
    ['loses one blank behind the colon, and no more', ['data:  a \n\n'], [{ data: ' a ' }]],
    ['has a name', ['event: error\ndata: a\n\n'], [{ event: 'error', data: 'a' }]],
    ['has a name of no letters', ['event\ndata: a\n\n'], [{ event: '', data: 'a' }]],
    [
      'gives its name to none that follows',
      ['event: error\ndata: a\n\ndata: b\n\n'],
      [{ event: 'error', data: 'a' }, { data: 'b' }],
    ],
    ['without data is none, and its name is forgotten', ['event: ping\n\ndata: a\n\n'], [{ data: 'a' }]],
    ['may be empty', ['data:\n\n'], [{ data: '' }]],
    [
      'is not told by what other fields say',
      [': data: a\nid: 7\nretry: 1\n data: b\ndatax: c\ndata: d\n\n'],
      [{ data: 'd' }],
    ],
    ['may follow a mark of the byte order', ['\uFEFFdata: a\n\n'], [{ data: 'a' }]],
    ['may follow such a mark in a piece of its own, and an empty one', ['', '\uFEFF', 'data: a\n\n'], [{ data: 'a' }]],
    ['is another one where such a mark comes later', ['data: a\n\n', '\uFEFFdata: b\n\n'], [{ data: 'a' }]],
    ['keeps such a mark at its end', ['data: a\uFEFF', '\n\n'], [{ data: 'a\uFEFF' }]],
  ])('%s', (_, pieces, events) => {
    expect(read(...pieces).events).toEqual(events)
  })
})

describe('of an event that is too long', () => {
  it.each<readonly [what: string, lines: string, length: number, cut: true | undefined]>([
    ['nothing is cut at 64 KiB', `data: ${x(cap)}`, cap, undefined],
    ['what is beyond them is cut', `data: ${x(cap + 1)}`, cap, true],
    ['lines count together with what joins them', `data: ${x(cap - 1)}\ndata:`, cap, undefined],
    ['the first line too many is cut', `data: ${x(cap - 1)}\ndata: y`, cap, true],
    ['what comes behind the cut is skipped', `data: ${x(cap + 1)}\ndata: ${x(cap + 1)}\ndata: z`, cap, true],
  ])('%s', (_, lines, length, cut) => {
    const whole = `event: big\n${lines}\n\ndata: next\n\n`
    for (const pieces of [[whole], [whole.slice(0, cap + 30), whole.slice(cap + 30)], whole.split(/(?<=\n)/)]) {
      const [first, ...others] = read(...pieces).events
      expect([first?.event, first?.data.length, first?.cut]).toEqual(['big', length, cut])
      expect(others).toEqual([{ data: 'next' }])
    }
  })

  it('nothing is waited for: what has come is handed out before its line ends', () => {
    const { events, kept } = read('event: big\n', 'data: ', x(cap), 'x')
    expect(events).toEqual([{ event: 'big', data: x(cap), cut: true }])
    expect(kept).toBeLessThanOrEqual(cap + 32)
  })

  it('nothing is handed out that is no data', () => {
    for (const start of [': ', 'event: ', 'id: ', 'dat']) {
      const { events, kept } = read(start, x(cap), x(cap), '\ndata: a\n\n')
      expect(events.map(({ data }) => data)).toEqual(['a'])
      expect(kept).toBe(0)
    }
  })
})

it('an empty piece changes nothing', () => {
  const { state } = readSse(sseStart, 'data: a\r')
  expect(readSse(state, '')).toEqual({ events: [], state })
  expect(readSse(sseStart, '').state).toBe(sseStart)
})
