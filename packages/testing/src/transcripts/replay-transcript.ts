import type { PolicyInput, PolicyOptions } from '@router/core'
import { playTranscript } from './play-transcript.js'

const divider = '\n----\n'

/**
 * Plays the text of a transcript file again: a policy input as JSON, a line `----`, and the script with its output. The
 * result is the same text if the core still does what the file says; write it back where the change is meant.
 */
export function replayTranscript(text: string, options: PolicyOptions = {}): string {
  const at = text.indexOf(divider)
  if (at < 0) throw new Error('a transcript has a policy, a line ----, and a script: the line is missing')
  const policy = text.slice(0, at)
  const script = text.slice(at + divider.length)
  try {
    return `${policy}${divider}${playTranscript(inputOf(policy), script, options)}`
  } catch (error) {
    const before = policy.split('\n').length + 1
    const message = error instanceof Error ? error.message : String(error)
    // Lines are counted in the file.
    throw new Error(
      message.replace(/^line (\d+)/, (_, line: string) => `line ${Number(line) + before}`),
      { cause: error },
    )
  }
}

function inputOf(text: string): PolicyInput {
  try {
    return JSON.parse(text) as PolicyInput
  } catch (error) {
    throw new Error(`the policy is no JSON: ${String(error)}`, { cause: error })
  }
}
