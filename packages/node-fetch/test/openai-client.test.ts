import OpenAI from 'openai'
import { expect, it } from 'vitest'
import { clientSetting } from './support/client-setting.js'
import { rejectionOf } from './support/rejection.js'
import { formats } from './support/wire-formats.js'

/** OpenAI's own client, unchanged but for its fetch. */
async function client(...failure: readonly [status?: number, headers?: Readonly<Record<string, string>>]) {
  const setting = await clientSetting('openai', formats.chat, ...failure)
  const openai = new OpenAI({ apiKey: 'unused', baseURL: 'http://router.invalid/v1', fetch: setting.fetch })
  return { openai, ...setting }
}

const messages = [{ role: 'user' as const, content: 'hello' }]
const chat = (model: string) => ({ model, messages })

it('OpenAI’s client is served in chat, whole and streamed, while the first provider fails', async () => {
  const { openai } = await client()
  const whole = await openai.chat.completions.create(chat('fast'))
  expect(whole.choices[0]?.message.content).toBe('Hello there')
  let said = ''
  for await (const part of await openai.chat.completions.create({ ...chat('fast'), stream: true }))
    said += part.choices[0]?.delta.content ?? ''
  expect(said).toBe('Hello there')
})

it('OpenAI’s client is served in responses, whole and streamed', async () => {
  const { openai, failing } = await client()
  const whole = await openai.responses.create({ model: 'fast', input: 'hello' })
  expect(whole.output_text).toBe('Hello there')
  let said = ''
  for await (const event of await openai.responses.create({ model: 'fast', input: 'hello', stream: true }))
    if (event.type === 'response.output_text.delta') said += event.delta
  expect(said).toBe('Hello there')
  expect(failing.received).toHaveLength(1)
})

it('OpenAI’s client is served with embeddings', async () => {
  const { openai } = await client()
  const { data } = await openai.embeddings.create({ model: 'fast', input: 'hello', encoding_format: 'float' })
  expect(data[0]?.embedding).toEqual([0.5])
})

it('OpenAI’s client does not ask again what the router has given up, and sees the upstream’s own error', async () => {
  const { openai, failing } = await client(429, { 'retry-after': '60' })
  const error = await rejectionOf(openai.chat.completions.create(chat('lonely')))
  expect(error).toBeInstanceOf(OpenAI.RateLimitError)
  expect((error as InstanceType<typeof OpenAI.RateLimitError>).message).toContain('The upstream says no.')
  const again = await rejectionOf(openai.chat.completions.create(chat('lonely')))
  expect(again).toMatchObject({ status: 429, code: 'all_cooling' })
  expect(failing.received).toHaveLength(1)
})

it('OpenAI’s client is told by its own errors that a name is unknown, and that nobody could be reached', async () => {
  const { openai } = await client()
  expect(await rejectionOf(openai.chat.completions.create(chat('nobody')))).toBeInstanceOf(OpenAI.NotFoundError)
  const dead = await rejectionOf(openai.chat.completions.create(chat('dead')))
  expect(dead).toBeInstanceOf(OpenAI.InternalServerError)
  expect(dead).toMatchObject({ status: 502, code: 'exhausted' })
})

it('OpenAI’s client sees a stream that breaks off as an error', async () => {
  const { openai } = await client()
  const stream = await openai.chat.completions.create({ ...chat('broken'), stream: true })
  let said = ''
  const reading = (async () => {
    for await (const part of stream) said += part.choices[0]?.delta.content ?? ''
  })()
  expect(String(await rejectionOf(reading))).toContain('broke off')
  expect(said).toBe('Hel')
})

it('OpenAI’s client that leaves a stream closes the upstream', async () => {
  const { openai, stalled } = await client()
  const stream = await openai.chat.completions.create({ ...chat('stalled'), stream: true })
  for await (const part of stream) {
    if (part.choices[0]?.delta.content === 'Hel') break
  }
  await expect.poll(stalled.connections, { interval: 5 }).toBe(0)
})
