import type { Usage } from '@router/core'
import {
  type Frame,
  readerOf,
  readSse,
  type SseEvent,
  type SsePiece,
  type SseState,
  sseStart,
  type WireReader,
} from '@router/core/wire'
import { expectTypeOf } from 'vitest'

// Reading a stream is a fold over its pieces: whoever drops the state cannot go on.
expectTypeOf(sseStart).toEqualTypeOf<SseState>()
const piece = readSse(sseStart, 'data: 1\n\n')
expectTypeOf(piece).toEqualTypeOf<SsePiece>()
expectTypeOf(piece.events).toEqualTypeOf<readonly SseEvent[]>()
expectTypeOf(readSse(piece.state, '')).toEqualTypeOf<SsePiece>()
// @ts-expect-error the state so far
readSse('data: 1\n\n')
// @ts-expect-error text, decoded: only a transport knows where a character is split
readSse(sseStart, new Uint8Array())
// @ts-expect-error a state is a value
piece.state.line = ''

// One reader for each dialect that there is.
expectTypeOf(readerOf('openai')).toEqualTypeOf<WireReader>()
// @ts-expect-error nobody reads it
readerOf('cohere')

// A frame is one of four things.
declare const frame: Frame
export function heldBack({ type }: Frame): boolean {
  switch (type) {
    case 'lifecycle':
      return true
    case 'content':
    case 'end':
    case 'error':
      return false
    default:
      expectTypeOf(type).toBeNever()
      return type
  }
}
expectTypeOf(frame.usage).toEqualTypeOf<Usage | undefined>()

// A reader of one's own reads frames and bodies.
export const mine: WireReader = {
  frame: () => ({ type: 'content' }),
  body: () => ({ type: 'content', complete: true }),
}
// @ts-expect-error bodies are read, too
export const half: WireReader = { frame: () => ({ type: 'content' }) }
// @ts-expect-error nothing of the kind
export const odd: WireReader = { frame: () => ({ type: 'ping' }), body: () => ({ type: 'end' }) }
