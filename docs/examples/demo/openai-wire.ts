import type { IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'

/** What a chat request asks, as far as the demo's servers care. */
export interface Question {
  readonly id: string
  readonly model: string
  readonly stream: boolean
  readonly prompt: string
}

let questions = 0

/** Reads a chat request; undefined if it is none. */
export async function readQuestion(request: IncomingMessage): Promise<Question | undefined> {
  try {
    const { model, stream, messages } = JSON.parse(await text(request)) as {
      readonly model: string
      readonly stream?: boolean
      readonly messages: readonly { readonly content: string }[]
    }
    questions += 1
    return { id: `chatcmpl-${questions}`, model, stream: stream === true, prompt: messages.at(-1)?.content ?? '' }
  } catch {
    return undefined
  }
}

/** A whole answer, or one chunk of a streamed one. */
export type Said =
  | { readonly id: string; readonly model: string; readonly content: string }
  | {
      readonly id: string
      readonly model: string
      readonly stream: boolean
      readonly delta: object
      readonly finish?: string
    }

/** The JSON of a `chat.completion` or a `chat.completion.chunk`. */
export function completion(said: Said): string {
  const common = { id: said.id, created: 0, model: said.model }
  if ('content' in said) {
    const message = { role: 'assistant', content: said.content }
    return JSON.stringify({
      ...common,
      object: 'chat.completion',
      choices: [{ index: 0, message, finish_reason: 'stop' }],
      usage: { prompt_tokens: 8, completion_tokens: 32, total_tokens: 40 },
    })
  }
  const choices = [{ index: 0, delta: said.delta, finish_reason: said.finish ?? null }]
  return JSON.stringify({ ...common, object: 'chat.completion.chunk', choices })
}
