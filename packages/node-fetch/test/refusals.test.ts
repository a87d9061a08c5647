import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { answerWell } from './support/openai.js'
import { routerTo } from './support/router.js'
import { httpUpstream, refusedUrl } from './support/upstream.js'

const body = (response: Response): Promise<unknown> => response.json()

it('an unknown name is a 404 in the dialect of the caller, and nobody is asked', async () => {
  const well = await httpUpstream(({ body: sent }, response) => answerWell(sent, response, 'x'))
  const { ask, router } = routerTo({ well: well.url })
  const response = await ask({ model: 'nobody' })
  expect(response.status).toBe(404)
  expect(await body(response)).toMatchObject({ error: { type: 'router_error', code: 'unknown_name' } })
  expect(response.headers.get('x-should-retry')).toBe('false')

  const anthropic = await router.fetch('http://router/v1/messages', { method: 'POST', body: '{"model":"nobody"}' })
  expect(await body(anthropic)).toMatchObject({ type: 'error', error: { type: 'not_found_error' } })
  const gemini = await router.fetch('http://router/v1beta/models/nobody:generateContent', {
    method: 'POST',
    body: '{}',
  })
  expect(await body(gemini)).toMatchObject({ error: { code: 404, status: 'NOT_FOUND' } })
  expect(well.received).toEqual([])
})

it('a request that is refused comes back as the upstream wrote it', async () => {
  const text = '{ "error": { "message": "messages must not be empty", "type": "invalid_request_error" } }'
  const strict = await httpUpstream((_, response) => {
    response
      .writeHead(400, { 'content-type': 'application/json; charset=utf-8', 'x-request-id': 'r1', 'set-cookie': 'a=b' })
      .end(text)
  })
  const { ask } = routerTo({ strict: strict.url, spare: await refusedUrl() })
  const response = await ask()
  expect(response.status).toBe(400)
  expect(await response.text()).toBe(text)
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'application/json; charset=utf-8',
    'x-request-id': 'r1',
    'x-router-target': 'strict/default/m',
    'x-router-attempts': '1',
    'x-should-retry': 'false',
  })
  expect(response.headers.get('set-cookie')).toBeNull()
})

it('when everybody cools the caller is told until when, and nobody is asked', async () => {
  const limited = await httpUpstream((_, response) => {
    response.writeHead(429, { 'retry-after': '40' }).end('{"error":{"message":"slow down"}}')
  })
  const { ask } = routerTo({ limited: limited.url })
  const first = await ask()
  expect([first.status, first.headers.get('retry-after')]).toEqual([429, '40'])
  const second = await ask()
  expect(second.status).toBe(429)
  expect(Number(second.headers.get('retry-after'))).toBeGreaterThan(30)
  expect(await body(second)).toMatchObject({ error: { code: 'all_cooling' } })
  expect(second.headers.get('x-router-attempts')).toBe('0')
  expect(limited.received).toHaveLength(1)
})

it('when no upstream said anything the answer says which targets were tried, and why in vain', async () => {
  const { ask } = routerTo({ one: await refusedUrl(), two: await refusedUrl() })
  const response = await ask()
  expect(response.status).toBe(502)
  const { error } = (await response.json()) as { error: { message: string } }
  expect(error.message).toContain('one/default/m (network-error)')
  expect(error.message).toContain('two/default/m (network-error)')
})

it('a deadline that passes is a 504', async () => {
  const slow = await httpUpstream(() => undefined)
  const { ask } = routerTo({ slow: slow.url }, { budget: { deadlineMs: 150 } })
  expect((await ask()).status).toBe(504)
})

it('a body that is compressed is refused instead of being sent on in pieces of text', async () => {
  const well = await httpUpstream(({ body: sent }, response) => answerWell(sent, response, 'x'))
  const { router } = routerTo({ well: well.url })
  const asking = (encoding: string): RequestInit => ({
    method: 'POST',
    headers: { 'content-encoding': encoding },
    body: gzipSync('{"model":"any"}'),
  })
  // Here the path names the model, and the body need not be understood.
  const compressed = await router.fetch('http://router/v1beta/models/any:generateContent', asking('gzip'))
  expect(compressed.status).toBe(415)
  expect(await body(compressed)).toMatchObject({ error: { message: expect.stringContaining('compressed') as string } })
  expect(well.received).toEqual([])
  const plain = await router.fetch('http://router/v1/chat/completions', {
    ...asking('identity'),
    body: '{"model":"any"}',
  })
  expect(plain.status).toBe(200)
})

it.each([
  ['no model', '{"messages":[]}', 400],
  ['a model that is no text', '{"model":7}', 400],
  ['no JSON', 'model=fast', 400],
])('a request with %s is refused with what to do', async (_, sent, status) => {
  const { router } = routerTo({ one: await refusedUrl() })
  const response = await router.fetch('http://router/v1/chat/completions', { method: 'POST', body: sent })
  expect(response.status).toBe(status)
  expect(await body(response)).toMatchObject({ error: { message: expect.stringContaining('model') as string } })
})
