import type { TargetId } from './names.js'
import type { Instant } from './time.js'

/** What is asked of an upstream. `chat` is the default; any other string is a custom operation and is judged like chat (rule 22). */
export type Operation = 'chat' | 'embeddings' | 'count' | (string & {})

/** A wire format. */
export type Dialect = 'openai' | 'anthropic' | 'gemini'

/** What a caller wants routed: no body, no headers, only what a decision may depend on. */
export interface RouteRequest {
  /** Unique per request: chance and jitter are hashes of it, so the same request decides the same way (rule 11). */
  readonly id: string
  /** An alias, `provider/model`, or a declared model. */
  readonly model: string
  readonly operation?: Operation
  readonly stream?: boolean
  /** The wire format of the request; absent: whatever its targets speak. */
  readonly dialect?: Dialect
  /** Other wire formats that the shell translates this request to: targets that speak one of them fit, too (rule 33). */
  readonly translatesTo?: readonly Dialect[]
  /** The conversation it belongs to, for affinity. */
  readonly session?: string
  /** Only these; nothing else is tried (rule 7). */
  readonly pin?: { readonly target?: string; readonly provider?: string; readonly credential?: string }
  /** Capabilities a target must have, if it declares any. */
  readonly needs?: readonly string[]
  /** The size of the prompt in tokens, matched against context windows. */
  readonly tokens?: number
  /** When the caller gives up; no attempt or wait goes beyond (rule 26). */
  readonly deadlineAt?: Instant
  /** Targets that have been tried already and are not to be tried again. */
  readonly tried?: readonly TargetId[]
}
