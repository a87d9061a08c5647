/** How many characters of a body or frame are ever looked at (rule 13). */
export const replyCap: number = 65_536

/**
 * What came back, stripped of its transport: header names are lower-case, bodies are at most {@link replyCap} long.
 * Which of these is a success is for `classify` to say.
 */
export type Reply =
  | {
      readonly type: 'response'
      readonly status: number
      readonly headers: Readonly<Record<string, string>>
      readonly body: string
    }
  | {
      readonly type: 'stream-event'
      readonly status: number
      readonly headers: Readonly<Record<string, string>>
      readonly event?: string
      readonly data: string
    }
  | NetworkReply
  | { readonly type: 'timeout'; readonly phase: TimeoutPhase }
  | { readonly type: 'empty' | 'truncated' | 'malformed' }
  | { readonly type: 'cancelled' }

/** An error of the network, as a chain of causes. `reused`: it happened on a kept-alive connection. */
export interface NetworkReply extends NetworkCause {
  readonly type: 'network'
  readonly reused?: boolean
}

/** One error in a chain of causes. An aggregate's inner errors stand in `errors`. */
export interface NetworkCause {
  readonly name?: string
  readonly code?: string | number
  readonly message?: string
  readonly cause?: NetworkCause
  readonly errors?: readonly NetworkCause[]
}

/** Which of an attempt's clocks ran out. */
export type TimeoutPhase = 'connect' | 'first-byte' | 'first-content' | 'idle' | 'total'
