import type { AttemptCommand, Reply } from '@router/core'
import type { WireReader } from '@router/core/wire'
import type { Answer } from '../upstream/send.js'
import type { AttemptLife } from './attempt-life.js'

/** A response with a body, to be read by the rules of its kind. */
export interface OpenBody {
  readonly command: AttemptCommand
  readonly life: AttemptLife
  readonly response: Answer
  readonly body: NonNullable<Answer['body']>
  readonly renamed: string | undefined
  /** Knows what its frames and bodies say. */
  readonly reader: WireReader
  /** Makes a reply that holds no secret. */
  readonly clean: (reply: Reply) => Reply
}
