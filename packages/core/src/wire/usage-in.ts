import { firstOf } from '../lib/first-of.js'
import type { Usage } from '../words/usage.js'
import { membersOf } from './members.js'

const inputKeys = ['prompt_tokens', 'input_tokens', 'promptTokenCount']
const outputKeys = ['completion_tokens', 'output_tokens', 'candidatesTokenCount']

/** The token counts of a usage object, whatever a dialect calls them, to be spread into a frame; nothing where there are none. */
export function usageIn(value: unknown): { readonly usage?: Usage } {
  const counts = membersOf(value)
  const numberAt = (keys: readonly string[]): number | undefined =>
    firstOf(keys, (key) => (typeof counts[key] === 'number' ? counts[key] : undefined))
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
