import type { Dialect } from '../words/route-request.js'
import { anthropic } from './readers/anthropic.js'
import { gemini } from './readers/gemini.js'
import { openai } from './readers/openai.js'
import type { WireReader } from './wire-reader.js'

const readers = { openai, anthropic, gemini } satisfies Record<Dialect, WireReader>

/**
 * The reader of a dialect's answers, for every operation.
 *
 * @example
 * ```ts
 * import { readerOf } from '@router/core/wire'
 * const reader = readerOf('openai')
 * const role = reader.frame({ data: '{"choices":[{"delta":{"role":"assistant","content":""}}]}' })
 * const word = reader.frame({ data: '{"choices":[{"delta":{"content":"Hello"}}]}' })
 * console.log(role.type, word.type, reader.frame({ data: '[DONE]' }).type) // → lifecycle content end
 * ```
 */
export function readerOf(dialect: Dialect): WireReader {
  return readers[dialect]
}
