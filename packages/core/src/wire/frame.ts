import type { Usage } from '../words/usage.js'
import { usageIn } from './usage-in.js'

/**
 * What one frame of a streamed answer is, or a whole answer that was not streamed (rules 29, 31): a `lifecycle` frame
 * gives the caller nothing yet, `content` does, after `end` nothing follows, and an `error` is for `classify` to judge.
 */
export interface Frame {
  readonly type: 'lifecycle' | 'content' | 'end' | 'error'
  /** The answer is whole from here on, although frames may follow: what is cut off behind it is not missed. */
  readonly complete?: true
  /** Of an `end`: it holds something for the caller, too. */
  readonly says?: true
  readonly usage?: Usage
}

/** Nothing for the caller yet. */
export const lifecycle: Frame = { type: 'lifecycle' }

/** Something for the caller. */
export const content: Frame = { type: 'content' }

/** The terminal marker. */
export const end: Frame = { type: 'end', complete: true }

/** An error inside a success. */
export const error: Frame = { type: 'error' }

/** A frame that says something or does not, is the last that is needed or is not, and may count tokens. */
export const frameOf = (says: boolean, complete?: boolean, usage?: unknown): Frame => ({
  ...(says ? content : lifecycle),
  ...(complete ? { complete } : {}),
  ...(usage ? usageIn(usage) : {}),
})

/** How upstreams call it where they break an answer off for a fault of their own. */
const fault = /error|insufficient/

/** How answers stop that had no more to say, or were garbled. */
const quiet = /^(?:(?:stop|end_turn)$|malformed)/i

/**
 * The same of an answer that may give reasons why it stops: it needs no more. One that just stops and says nothing is
 * empty; one that was cut, refused, filtered or calls a tool is an answer.
 */
export function answerOf(says: boolean, reasons: readonly unknown[], usage: unknown): Frame {
  // Some give an empty one with every frame.
  const given = reasons.filter((reason) => reason && typeof reason === 'string') as string[]
  return given.some((reason) => fault.test(reason))
    ? error
    : frameOf(says || given.some((reason) => !quiet.test(reason)), given.length > 0, usage)
}
