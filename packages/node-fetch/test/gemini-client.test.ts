import { ApiError, GoogleGenAI } from '@google/genai'
import { expect, it } from 'vitest'
import { clientSetting } from './support/client-setting.js'
import { rejectionOf } from './support/rejection.js'
import { formats } from './support/wire-formats.js'

/** Google's own client, unchanged but for its fetch. */
async function client(...failure: readonly [status?: number, headers?: Readonly<Record<string, string>>]) {
  const setting = await clientSetting('gemini', formats.gemini, ...failure)
  const genai = new GoogleGenAI({
    apiKey: 'unused',
    httpOptions: { baseUrl: 'http://router.invalid', fetch: setting.fetch },
  })
  return { genai, ...setting }
}

const asking = (model: string) => ({ model, contents: 'hello' })

it('Google’s client is served, whole, streamed, with a count of tokens and with embeddings, while the first provider fails', async () => {
  const { genai, failing, well } = await client()
  expect((await genai.models.generateContent(asking('fast'))).text).toBe('Hello there')
  let said = ''
  for await (const part of await genai.models.generateContentStream(asking('fast'))) said += part.text ?? ''
  expect(said).toBe('Hello there')
  expect((await genai.models.countTokens(asking('fast'))).totalTokens).toBe(3)
  const { embeddings } = await genai.models.embedContent(asking('fast'))
  expect(embeddings?.[0]?.values).toEqual([0.5])
  expect(failing.received.length).toBeLessThanOrEqual(3)
  expect(well.received.every(({ headers }) => headers['x-goog-api-key'] === 'secret-of-well')).toBe(true)
  expect(well.received.every(({ url }) => url.includes('/models/m:'))).toBe(true)
})

it('Google’s client does not ask again what the router has given up, and sees the upstream’s own error', async () => {
  const { genai, failing } = await client(429, { 'retry-after': '60' })
  const error = await rejectionOf(genai.models.generateContent(asking('lonely')))
  expect(error).toBeInstanceOf(ApiError)
  expect(error).toMatchObject({ status: 429, message: expect.stringContaining('The upstream says no.') as string })
  const again = await rejectionOf(genai.models.generateContent(asking('lonely')))
  expect(again).toMatchObject({ status: 429, message: expect.stringContaining('RESOURCE_EXHAUSTED') as string })
  expect(failing.received).toHaveLength(1)
})

it('Google’s client is told by its own errors that a name is unknown, and that nobody could be reached', async () => {
  const { genai } = await client()
  expect(await rejectionOf(genai.models.generateContent(asking('nobody')))).toMatchObject({ status: 404 })
  expect(await rejectionOf(genai.models.generateContent(asking('dead')))).toMatchObject({ status: 502 })
  expect(await rejectionOf(genai.models.generateContentStream(asking('dead')))).toMatchObject({ status: 502 })
})

it('Google’s client sees a stream that breaks off as an error', async () => {
  const { genai } = await client()
  let said = ''
  const reading = (async () => {
    for await (const part of await genai.models.generateContentStream(asking('broken'))) said += part.text ?? ''
  })()
  expect(String(await rejectionOf(reading))).toContain('broke off')
  expect(said).toBe('Hel')
})

it('Google’s client that leaves a stream closes the upstream', async () => {
  const { genai, stalled } = await client()
  const left = new AbortController()
  const stream = await genai.models.generateContentStream({
    ...asking('stalled'),
    config: { abortSignal: left.signal },
  })
  const reading = (async () => {
    for await (const part of stream) if (part.text === 'Hel') left.abort()
  })()
  await rejectionOf(reading)
  await expect.poll(stalled.connections, { interval: 5 }).toBe(0)
})
