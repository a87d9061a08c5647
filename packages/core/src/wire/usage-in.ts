import type { Usage } from '../words/usage.js'
import { membersOf } from './members.js'

const inputKeys = ['prompt_tokens', 'input_tokens', 'promptTokenCount']
const outputKeys = ['completion_tokens', 'output_tokens', 'candidatesTokenCount']

/** The token counts of a usage object, whatever a dialect calls them, to be spread into a frame; nothing where there are none. */
export function usageIn(value: unknown): { readonly usage?: Usage } {
  const counts = membersOf(value)
  const numberAt = (keys: readonly string[]): number | undefined =>
    keys.map((key) => counts[key]).find((count) => typeof count === 'number')
  const inputTokens = numberAt(inputKeys)
  const outputTokens = numberAt(outputKeys)
  if (inputTokens === undefined && outputTokens === undefined) return {}
  return {
    usage: {
      ...(inputTokens === undefined ? {} : { inputTokens }),
      ...(outputTokens === undefined ? {} : { outputTokens }),
    },
  }
}
