import type { Usage } from '../words/usage.js'
import { isFilled, membersOf } from './members.js'

const inputKeys = ['prompt_tokens', 'input_tokens', 'promptTokenCount']
const outputKeys = ['completion_tokens', 'output_tokens', 'candidatesTokenCount']
// Gemini counts them apart.
const thoughtKeys = ['thoughtsTokenCount']

/** The token counts of a usage object, whatever a dialect calls them, to be spread into a frame; nothing where there are none. */
export function usageIn(value: unknown): { readonly usage?: Usage } {
  const counts = membersOf(value)
  const first = (name: keyof Usage, keys: readonly string[], before: Usage = {}): Usage => {
    const count = keys.map((key) => counts[key]).find((each) => typeof each === 'number')
    return count === undefined ? before : { [name]: count + (before[name] ?? 0) }
  }
  const usage = {
    ...first('inputTokens', inputKeys),
    ...first('outputTokens', outputKeys, first('outputTokens', thoughtKeys)),
  }
  return isFilled(usage) ? { usage } : {}
}
