import OpenAI from 'openai'

/** What a client of the demo asks. */
export interface Question {
  readonly model: string
  readonly prompt: string
  readonly stream: boolean
}

/** A client of OpenAI's own SDK, unchanged but for its `fetch`; it knows nothing of targets, keys or cooldowns. */
export function clientOf(routerFetch: typeof fetch): OpenAI {
  return new OpenAI({ apiKey: 'unused', baseURL: 'http://router.invalid/v1', fetch: routerFetch })
}

/** Asks, hands on the answer piece by piece, and says whether there was one; what the SDK throws goes to `refused`. */
export async function ask(
  client: OpenAI,
  { model, prompt, stream }: Question,
  said: (piece: string) => void,
  refused: (why: string) => void,
): Promise<boolean> {
  const messages = [{ role: 'user' as const, content: prompt }]
  try {
    if (stream) {
      const chunks = await client.chat.completions.create({ model, messages, stream })
      for await (const chunk of chunks) said(chunk.choices[0]?.delta.content ?? '')
    } else {
      const answer = await client.chat.completions.create({ model, messages })
      said(answer.choices[0]?.message.content ?? '')
    }
    return true
  } catch (error) {
    refused(refusalOf(error))
    return false
  }
}

function refusalOf(error: unknown): string {
  if (!(error instanceof OpenAI.APIError)) return error instanceof Error ? error.message : String(error)
  const retryAfter = error.headers?.get('retry-after')
  const when = retryAfter ? `, retry-after ${retryAfter} s` : ''
  return `the SDK throws ${error.constructor.name}${when}: ${error.message}`
}
