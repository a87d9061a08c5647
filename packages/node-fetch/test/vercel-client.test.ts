import { createOpenAI } from '@ai-sdk/openai'
import { APICallError, embed, generateText, streamText } from 'ai'
import { expect, it } from 'vitest'
import { clientSetting } from './support/client-setting.js'
import { rejectionOf } from './support/rejection.js'
import { formats } from './support/wire-formats.js'

/** Vercel's AI SDK, unchanged but for its fetch. */
async function client(...failure: readonly [status?: number, headers?: Readonly<Record<string, string>>]) {
  const setting = await clientSetting('openai', formats.chat, ...failure)
  const openai = createOpenAI({ apiKey: 'unused', baseURL: 'http://router.invalid/v1', fetch: setting.fetch })
  return { openai, ...setting }
}

const prompt = 'hello'

it('Vercel’s AI SDK is served in chat and in responses, whole and streamed, while the first provider fails', async () => {
  const { openai, failing } = await client()
  for (const model of [openai.chat('fast'), openai.responses('fast')]) {
    expect((await generateText({ model, prompt })).text).toBe('Hello there')
    expect(await streamText({ model, prompt }).text).toBe('Hello there')
  }
  expect(failing.received).toHaveLength(1)
})

it('Vercel’s AI SDK is served with embeddings', async () => {
  const { openai } = await client()
  const { embedding } = await embed({ model: openai.embedding('fast'), value: prompt })
  expect(embedding).toEqual([0.5])
})

it('Vercel’s AI SDK sees the upstream’s own error, and asks once where it is told maxRetries: 0', async () => {
  const { openai, failing } = await client(429, { 'retry-after': '60' })
  const error = await rejectionOf(generateText({ model: openai.chat('lonely'), prompt, maxRetries: 0 }))
  expect(APICallError.isInstance(error)).toBe(true)
  expect(error).toMatchObject({ statusCode: 429, message: 'The upstream says no.' })
  expect(failing.received).toHaveLength(1)
})

it('a retry that Vercel’s AI SDK makes by itself asks nobody who cools', async () => {
  const { openai, failing } = await client(429, { 'retry-after': '3600' })
  const error = await rejectionOf(generateText({ model: openai.chat('lonely'), prompt, maxRetries: 1 }))
  expect(String(error)).toContain('all of its targets are cooling down')
  expect(failing.received).toHaveLength(1)
})

it('Vercel’s AI SDK is told by its own errors that a name is unknown, and that nobody could be reached', async () => {
  const { openai } = await client()
  const ask = (name: string) => rejectionOf(generateText({ model: openai.chat(name), prompt, maxRetries: 0 }))
  expect(await ask('nobody')).toMatchObject({ statusCode: 404, isRetryable: false })
  expect(await ask('dead')).toMatchObject({ statusCode: 502 })
})

it('Vercel’s AI SDK sees a stream that breaks off as an error', async () => {
  const { openai } = await client()
  let said = ''
  const { fullStream } = streamText({ model: openai.chat('broken'), prompt, onError: () => undefined })
  const reading = (async () => {
    for await (const part of fullStream) {
      if (part.type === 'text-delta') said += part.text
      if (part.type === 'error') throw part.error
    }
  })()
  const error = await rejectionOf(reading)
  expect(String((error as Error).cause ?? error)).toContain('broke off')
  expect(said).toBe('Hel')
})

it('Vercel’s AI SDK that leaves a stream closes the upstream', async () => {
  const { openai, stalled } = await client()
  const left = new AbortController()
  const { fullStream } = streamText({
    model: openai.chat('stalled'),
    prompt,
    abortSignal: left.signal,
    onError: () => undefined,
  })
  for await (const part of fullStream) if (part.type === 'text-delta') left.abort()
  await expect.poll(stalled.connections, { interval: 5 }).toBe(0)
})
