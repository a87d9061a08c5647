import type { Usage } from '../words/usage.js'
import { isFilled, membersOf } from './members.js'

const inputKeys = ['prompt_tokens', 'input_tokens', 'promptTokenCount']
const outputKeys = ['completion_tokens', 'output_tokens', 'candidatesTokenCount']

/** The token counts of a usage object, whatever a dialect calls them, to be spread into a frame; nothing where there are none. */
export function usageIn(value: unknown): { readonly usage?: Usage } {
  const counts = membersOf(value)
  const first = (name: keyof Usage, keys: readonly string[]): Usage => {
    const key = keys.find((each) => typeof counts[each] === 'number')
    return key === undefined ? {} : { [name]: counts[key] }
  }
  const usage = { ...first('inputTokens', inputKeys), ...first('outputTokens', outputKeys) }
  return isFilled(usage) ? { usage } : {}
}
