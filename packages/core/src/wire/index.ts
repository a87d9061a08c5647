// What a transport needs to know of wire formats, by hand: pure, so that any transport can use it.

export type { Frame } from './frame.js'
export { readerOf } from './reader-of.js'
export { readSse, type SseEvent, type SsePiece, type SseState, sseStart } from './sse.js'
export type { WireReader } from './wire-reader.js'
