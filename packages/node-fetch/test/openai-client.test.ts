import { definePolicy } from '@router/core'
import { createRouterFetch } from '@router/node-fetch'
import OpenAI from 'openai'
import { expect, it } from 'vitest'
import { answerWell } from './support/openai.js'
import { httpUpstream } from './support/upstream.js'

/** OpenAI's own client, unchanged but for its fetch, before a provider that fails and one that is well. */
async function client(status: number, headers: Record<string, string> = {}) {
  const failing = await httpUpstream((_, response) => {
    response
      .writeHead(status, { 'content-type': 'application/json', ...headers })
      .end('{"error":{"message":"no","type":"x"}}')
  })
  const well = await httpUpstream(({ url, body }, response) => {
    if (!url.endsWith('/embeddings')) return answerWell(body, response, 'Hello ', 'there')
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end('{"object":"list","data":[{"object":"embedding","index":0,"embedding":[0.5]}],"usage":{"prompt_tokens":1}}')
  })
  const fetch = createRouterFetch({
    policy: definePolicy({
      providers: { failing: {}, well: {} },
      aliases: {
        fast: { targets: ['failing/m', 'well/m'], strategy: 'fill-first' },
        lonely: { targets: ['failing/m'] },
      },
    }),
    upstreams: {
      failing: { baseUrl: failing.url, credentials: { default: 'secret-1' } },
      well: { baseUrl: well.url, credentials: { default: 'secret-2' } },
    },
  })
  return { openai: new OpenAI({ apiKey: 'unused', baseURL: 'http://router.invalid/v1', fetch }), failing, well }
}

const messages = [{ role: 'user' as const, content: 'hello' }]

it('the official client is served, whole and streamed and with embeddings, while the first provider fails', async () => {
  const { openai } = await client(503)
  const whole = await openai.chat.completions.create({ model: 'fast', messages })
  expect(whole.choices[0]?.message.content).toBe('Hello there')
  let said = ''
  for await (const part of await openai.chat.completions.create({ model: 'fast', messages, stream: true }))
    said += part.choices[0]?.delta.content ?? ''
  expect(said).toBe('Hello there')
  const { data } = await openai.embeddings.create({ model: 'fast', input: 'hello', encoding_format: 'float' })
  expect(data[0]?.embedding).toEqual([0.5])
})

it('the official client does not retry what the router has given up, and sees the upstream\u2019s own error', async () => {
  const { openai, failing } = await client(429, { 'retry-after': '60' })
  const error = await openai.chat.completions.create({ model: 'lonely', messages }).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(OpenAI.RateLimitError)
  expect(failing.received).toHaveLength(1)
})
