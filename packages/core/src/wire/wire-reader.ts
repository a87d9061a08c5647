import type { Frame } from './frame.js'
import type { SseEvent } from './sse.js'

/** Reads what upstreams answer in one wire format. Total: what it does not know is `content`, so that nothing is withheld. */
export interface WireReader {
  /** One event of a streamed answer. */
  readonly frame: (event: SseEvent) => Frame
  /** A whole answer that was not streamed, parsed. One that says nothing is `lifecycle`. */
  readonly body: (json: unknown) => Frame
}
