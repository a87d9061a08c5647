import Anthropic from '@anthropic-ai/sdk'
import { expect, it } from 'vitest'
import { clientSetting } from './support/client-setting.js'
import { rejectionOf } from './support/rejection.js'
import { formats } from './support/wire-formats.js'

/** Anthropic's own client, unchanged but for its fetch. */
async function client(...failure: readonly [status?: number, headers?: Readonly<Record<string, string>>]) {
  const setting = await clientSetting('anthropic', formats.anthropic, ...failure)
  const anthropic = new Anthropic({ apiKey: 'unused', baseURL: 'http://router.invalid', fetch: setting.fetch })
  return { anthropic, ...setting }
}

const asking = (model: string) => ({ model, max_tokens: 16, messages: [{ role: 'user' as const, content: 'hello' }] })

it('Anthropic’s client is served, whole, streamed and with a count of tokens, while the first provider fails', async () => {
  const { anthropic, failing, well } = await client()
  const whole = await anthropic.messages.create(asking('fast'))
  expect(whole.content).toMatchObject([{ type: 'text', text: 'Hello there' }])
  let said = ''
  for await (const event of await anthropic.messages.create({ ...asking('fast'), stream: true }))
    if (event.type === 'content_block_delta' && event.delta.type === 'text_delta') said += event.delta.text
  expect(said).toBe('Hello there')
  const { input_tokens } = await anthropic.messages.countTokens({ model: 'fast', messages: asking('').messages })
  expect(input_tokens).toBe(3)
  expect(failing.received.length).toBeLessThanOrEqual(2)
  expect(well.received.map(({ url }) => url)).toEqual(['/v1/messages', '/v1/messages', '/v1/messages/count_tokens'])
  expect(well.received.map(({ headers }) => headers['x-api-key'])).toEqual(
    Array.from({ length: 3 }, () => 'secret-of-well'),
  )
})

it('the helper that gathers a stream sees one message', async () => {
  const { anthropic } = await client()
  const message = await anthropic.messages.stream(asking('fast')).finalMessage()
  expect(message.content).toMatchObject([{ type: 'text', text: 'Hello there' }])
  expect(message.usage.output_tokens).toBe(5)
})

it('Anthropic’s client does not ask again what the router has given up, and sees the upstream’s own error', async () => {
  const { anthropic, failing } = await client(429, { 'retry-after': '60' })
  const error = await rejectionOf(anthropic.messages.create(asking('lonely')))
  expect(error).toBeInstanceOf(Anthropic.RateLimitError)
  expect(String(error)).toContain('The upstream says no.')
  const again = await rejectionOf(anthropic.messages.create(asking('lonely')))
  expect(again).toBeInstanceOf(Anthropic.RateLimitError)
  expect(String(again)).toContain('all of its targets are cooling down')
  expect(failing.received).toHaveLength(1)
})

it('Anthropic’s client is told by its own errors that a name is unknown, and that nobody could be reached', async () => {
  const { anthropic } = await client()
  expect(await rejectionOf(anthropic.messages.create(asking('nobody')))).toBeInstanceOf(Anthropic.NotFoundError)
  const dead = await rejectionOf(anthropic.messages.create(asking('dead')))
  expect(dead).toBeInstanceOf(Anthropic.InternalServerError)
  expect(dead).toMatchObject({ status: 502, error: { type: 'error', error: { type: 'api_error' } } })
})

it('Anthropic’s client sees a stream that breaks off as an error', async () => {
  const { anthropic } = await client()
  const stream = await anthropic.messages.create({ ...asking('broken'), stream: true })
  const types: string[] = []
  const reading = (async () => {
    for await (const event of stream) types.push(event.type)
  })()
  expect(String(await rejectionOf(reading))).toContain('broke off')
  expect(types).toEqual(['message_start', 'content_block_start', 'content_block_delta'])
})

it('Anthropic’s client that leaves a stream closes the upstream', async () => {
  const { anthropic, stalled } = await client()
  const stream = await anthropic.messages.create({ ...asking('stalled'), stream: true })
  for await (const event of stream) if (event.type === 'content_block_delta') break
  await expect.poll(stalled.connections, { interval: 5 }).toBe(0)
})
