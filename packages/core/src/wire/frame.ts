import type { Usage } from '../words/usage.js'

/**
 * What one frame of a streamed answer is, or a whole answer that was not streamed (rules 29, 31): a `lifecycle` frame
 * gives the caller nothing yet, `content` does, after `end` nothing follows, and an `error` is for `classify` to judge.
 */
export interface Frame {
  readonly type: 'lifecycle' | 'content' | 'end' | 'error'
  /** The answer is whole from here on, although frames may follow: what is cut off behind it is not missed. */
  readonly complete?: true
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
