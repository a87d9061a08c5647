import { replyCap } from '../words/reply.js'

/** One event of a `text/event-stream`: its name, if it has one, and its lines of data joined by line feeds. */
export interface SseEvent {
  readonly event?: string
  readonly data: string
  /** It is longer than 64 KiB: `data` is its beginning, and the rest is skipped. */
  readonly cut?: true
}

/** Where the reading of a stream stands between two pieces of its text. */
export interface SseState {
  /** The beginning of a line whose end has not come yet. */
  readonly line: string
  readonly event: string | undefined
  readonly data: string | undefined
  /** The piece before ended in CR: a LF at the start of the next belongs to it. */
  readonly afterCr: boolean
  /** The event at hand was handed out cut: skip until its end. */
  readonly skipping: boolean
}

/** Before the first piece. */
export const sseStart: SseState = { line: '', event: undefined, data: undefined, afterCr: false, skipping: false }

/** The events that a piece of text completes, and the state in which to read the next piece. */
export interface SsePiece {
  readonly events: readonly SseEvent[]
  readonly state: SseState
}

/**
 * Reads the next piece of a `text/event-stream`: the events are the same however the text is cut into pieces, at CRLF, CR
 * or LF (L70). Bytes are for a streaming decoder to turn into text, such as `TextDecoder` with `stream: true`. An event
 * that exceeds 64 KiB is handed out at once, cut; comments and other fields are passed over. Total and linear.
 *
 * @example
 * ```ts
 * import { readSse, sseStart } from '@router/core/wire'
 * const first = readSse(sseStart, 'data: {"a"')
 * const second = readSse(first.state, ':1}\r\n\r\nevent: ping\r\n')
 * console.log(first.events.length, second.events[0]?.data, second.state.event) // → 0 {"a":1} ping
 * ```
 */
export function readSse(before: SseState, piece: string): SsePiece {
  if (piece === '') return { events: [], state: before }
  // So much of a line says all that is ever read of it.
  const lineCap = replyCap + 16
  const events: SseEvent[] = []
  let { line, event, data, skipping } = before
  let start = (before === sseStart && piece.startsWith('\uFEFF')) || (before.afterCr && piece.startsWith('\n')) ? 1 : 0

  const endEvent = (): void => {
    if (data !== undefined && !skipping) events.push(event === undefined ? { data } : { event, data })
    event = data = undefined
    skipping = false
  }
  const endLine = (): void => {
    if (line === '') endEvent()
    else if (line === 'event' || line.startsWith('event:')) event = valueIn(line)
    else if (!skipping && (line === 'data' || line.startsWith('data:'))) {
      data = joined(data, valueIn(line))
      if (data.length > replyCap) cut(data)
    }
    line = ''
  }
  const cut = (tooLong: string): void => {
    events.push({ ...(event === undefined ? {} : { event }), data: tooLong.slice(0, replyCap), cut: true })
    skipping = true
    data = undefined
  }

  // Each end is sought once and remembered, so that a piece without CR is not searched for one at every line.
  let lf = piece.indexOf('\n', start)
  let cr = piece.indexOf('\r', start)
  while (lf >= 0 || cr >= 0) {
    const end = lf < 0 || (cr >= 0 && cr < lf) ? cr : lf
    line = (line + piece.slice(start, end)).slice(0, lineCap)
    endLine()
    start = end === cr && lf === cr + 1 ? end + 2 : end + 1
    if (lf >= 0 && lf < start) lf = piece.indexOf('\n', start)
    if (cr >= 0 && cr < start) cr = piece.indexOf('\r', start)
  }
  line = line.length > lineCap ? line : line + piece.slice(start)
  // An event without an end must not be waited for, nor kept.
  if (!skipping && (data?.length ?? 0) + line.length > replyCap && line.startsWith('data:')) {
    const soFar = joined(data, valueIn(line))
    if (soFar.length > replyCap) cut(soFar)
  }
  if (line.length > lineCap) line = line.slice(0, lineCap + 1)
  return { events, state: { line, event, data, afterCr: piece.endsWith('\r'), skipping } }
}

const joined = (data: string | undefined, value: string): string => (data === undefined ? value : `${data}\n${value}`)

/** What stands behind the colon of a line, without one blank. */
function valueIn(line: string): string {
  const colon = line.indexOf(':')
  if (colon < 0) return ''
  return line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1)
}
