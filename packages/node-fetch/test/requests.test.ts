import { definePolicy } from '@router/core'
import { createRouter, createRouterFetch, type Upstream, UpstreamsError } from '@router/node-fetch'
import { expect, it } from 'vitest'
import { answerWell } from './support/openai.js'
import { routerTo } from './support/router.js'
import { httpUpstream, type Received, type TestUpstream } from './support/upstream.js'

const well = (): Promise<TestUpstream> => httpUpstream(({ body }, response) => answerWell(body, response, 'x'))

it('the upstream gets its own model, its own secret, and every other byte of the body as the caller wrote it', async () => {
  const upstream = await well()
  const { router } = routerTo({ one: upstream.url })
  const sent =
    '{ "messages": [{"role":"user","content":"\\u00fc \\"model\\": \\"any\\""}],\n\t"model" : "any", "seed":1e2 }'
  await (await router.fetch('http://router/v1/chat/completions?beta=1', { method: 'POST', body: sent }))
    .text()
    .catch(() => '')
  const [request] = upstream.received
  expect(request?.url).toBe('/v1/chat/completions?beta=1')
  expect(request?.headers.authorization).toBe('Bearer secret-of-one')
  expect(request?.body).toBe(sent.replace('"model" : "any"', '"model" : "m"'))
})

it('secrets and identities of the caller, and what belongs to its connection, go nowhere', async () => {
  const upstream = await well()
  const { ask } = routerTo({ one: upstream.url })
  await ask(
    {},
    {
      headers: {
        authorization: 'Bearer of-the-caller',
        'x-api-key': 'of-the-caller',
        'x-goog-api-key': 'of-the-caller',
        cookie: 'of-the-caller',
        forwarded: 'for=of-the-caller',
        'x-forwarded-for': 'of-the-caller',
        'openai-organization': 'of-the-caller',
        'content-length': '7',
        te: 'trailers',
        'x-trace': 'kept',
      },
    },
  )
  const [{ headers, body } = { headers: {} as Received['headers'], body: '' }] = upstream.received
  expect(JSON.stringify(headers)).not.toContain('of-the-caller')
  expect(headers['x-trace']).toBe('kept')
  expect(headers['content-length']).toBe(String(Buffer.byteLength(body)))
})

it('no byte of one upstream\u2019s secret reaches another', async () => {
  const first = await httpUpstream((_, response) => {
    response.writeHead(503).end()
  })
  const second = await well()
  const { ask } = routerTo({ first: first.url, second: second.url })
  await ask()
  expect(JSON.stringify(first.received)).toContain('secret-of-first')
  expect(JSON.stringify(second.received)).toContain('secret-of-second')
  expect(JSON.stringify(second.received)).not.toContain('secret-of-first')
})

it('a redirect is not followed: nobody else gets the prompt or the secret', async () => {
  const elsewhere = await well()
  const redirecting = await httpUpstream((_, response) => {
    response.writeHead(307, { location: `${elsewhere.url}/chat/completions` }).end()
  })
  const { ask, failures } = routerTo({ redirecting: redirecting.url })
  await ask()
  expect(elsewhere.received).toEqual([])
  expect(failures()).toEqual(['gateway-error'])
})

it('every kind of body is read once and sent as often as needed', async () => {
  const body = JSON.stringify({ model: 'any', messages: [] })
  const bytes = new TextEncoder().encode(body)
  const bodies: readonly (() => RequestInit['body'])[] = [
    () => body,
    () => bytes,
    () => bytes.buffer.slice(0),
    () => new Blob([body]),
    () => new Response(body).body,
    () =>
      (async function* () {
        yield bytes.subarray(0, 5)
        yield bytes.subarray(5)
      })() as unknown as ReadableStream,
  ]
  for (const make of bodies) {
    const dead = await httpUpstream((_, response) => {
      response.writeHead(503).end()
    })
    const upstream = await well()
    const { router } = routerTo({ dead: dead.url, one: upstream.url })
    const init = { method: 'POST', body: make(), duplex: 'half' } as RequestInit
    expect((await router.fetch('http://router/v1/chat/completions', init)).status).toBe(200)
    expect(upstream.received.map((request) => JSON.parse(request.body) as unknown)).toEqual([
      { model: 'm', messages: [] },
    ])
  }
})

it('Anthropic\u2019s and Gemini\u2019s requests go where their upstreams expect them, with or without a version in the address', async () => {
  const upstream = await httpUpstream((_, response) => {
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(
        '{"content":[{"type":"text","text":"x"}],"candidates":[{"content":{"parts":[{"text":"x"}]},"finishReason":"STOP"}]}',
      )
  })
  const origin = new URL(upstream.url).origin
  const fetch = createRouterFetch({
    policy: definePolicy({
      providers: {
        anthropic: { dialect: 'anthropic', models: ['claude'] },
        gemini: { dialect: 'gemini', models: ['gem'] },
      },
    }),
    upstreams: {
      anthropic: { baseUrl: origin, credentials: { default: 'secret-a' } },
      gemini: { baseUrl: `${origin}/v1beta`, credentials: { default: async () => 'secret-g' } },
    },
  })
  const headers = { 'anthropic-version': '2023-06-01', 'x-api-key': 'of-the-caller' }
  await fetch('http://router/v1/messages', { method: 'POST', headers, body: '{"model":"claude","max_tokens":1}' })
  await fetch('http://router/v1beta/models/gem:generateContent?key=of-the-caller', {
    method: 'POST',
    body: '{"contents":[]}',
  })
  expect(upstream.received.map(({ url }) => url)).toEqual(['/v1/messages', '/v1beta/models/gem:generateContent'])
  expect(upstream.received[0]?.headers).toMatchObject({ 'x-api-key': 'secret-a', 'anthropic-version': '2023-06-01' })
  expect(upstream.received[1]?.headers['x-goog-api-key']).toBe('secret-g')
  expect(JSON.stringify(upstream.received)).not.toContain('of-the-caller')
})

it('a request in one dialect is not sent to a target that speaks another', async () => {
  const upstream = await well()
  const { router } = routerTo({ one: upstream.url })
  const response = await router.fetch('http://router/v1/messages', { method: 'POST', body: '{"model":"any"}' })
  expect(response.status).toBe(503)
  expect(upstream.received).toEqual([])
})

it('prepare has the last word on what is sent', async () => {
  const upstream = await well()
  const fetch = createRouterFetch({
    policy: definePolicy({ providers: { azure: { models: ['gpt'] } } }),
    upstreams: {
      azure: {
        baseUrl: upstream.url,
        credentials: { default: 'secret' },
        prepare: (request, target, secret) => {
          const headers = new Headers(request.headers)
          headers.delete('authorization')
          headers.set('api-key', secret)
          return { ...request, headers, url: `${upstream.url}/deployments/${target.model}?api-version=1` }
        },
      },
    },
  })
  expect((await fetch('http://router/v1/chat/completions', { method: 'POST', body: '{"model":"gpt"}' })).status).toBe(
    200,
  )
  expect(upstream.received[0]).toMatchObject({
    url: '/v1/deployments/gpt?api-version=1',
    headers: { 'api-key': 'secret' },
  })
  expect(upstream.received[0]?.headers.authorization).toBeUndefined()
})

it('a secret that is refused is fetched anew once, where the policy says that it can be', async () => {
  let fetched = 0
  const upstream = await httpUpstream(({ headers, body }, response) => {
    if (headers.authorization === 'Bearer secret-2') answerWell(body, response, 'x')
    else response.writeHead(401).end()
  })
  const fetch = createRouterFetch({
    policy: definePolicy({ providers: { one: { credentials: { key: { refreshable: true } }, models: ['m'] } } }),
    upstreams: {
      one: {
        baseUrl: upstream.url,
        credentials: { key: ({ refresh }) => `secret-${refresh ? ++fetched + 1 : 1}` },
      },
    },
  })
  expect((await fetch('http://router/v1/chat/completions', { method: 'POST', body: '{"model":"m"}' })).status).toBe(200)
  expect(fetched).toBe(1)
})

it.each([
  ['cannot stand in a header', () => 'sk-secret\nnext'],
  ['cannot be fetched', () => Promise.reject(new Error('the vault says sk-secret'))],
])('a secret that %s costs an attempt, and is in no message', async (_, secret) => {
  const upstream = await well()
  const policy = definePolicy({
    providers: { bad: {}, good: {} },
    aliases: { any: { targets: ['bad/m', 'good/m'], strategy: 'fill-first' } },
  })
  const router = createRouter({
    policy,
    upstreams: {
      bad: { baseUrl: upstream.url, credentials: { default: secret } },
      good: { baseUrl: upstream.url, credentials: { default: 'well' } },
    },
  })
  const steps: unknown[] = []
  router.on((step) => steps.push(step.events, step.execution))
  const response = await router.fetch('http://router/v1/chat/completions', { method: 'POST', body: '{"model":"any"}' })
  expect(response.status).toBe(200)
  expect(JSON.stringify(steps)).not.toContain('sk-secret')
})

it('a key that an upstream quotes reaches neither the caller nor a listener', async () => {
  const quoting = await httpUpstream(({ headers }, response) => {
    response
      .writeHead(401, { 'content-type': 'application/json' })
      .end(JSON.stringify({ error: { message: `Incorrect API key provided: ${headers.authorization}` } }))
  })
  const { ask, steps } = routerTo({ quoting: quoting.url })
  const response = await ask()
  expect(response.status).toBe(401)
  expect(await response.text()).toContain('[redacted]')
  expect(JSON.stringify(steps.map(({ execution, events }) => [execution, events]))).not.toContain('secret-of-quoting')
})

it('upstreams that do not go with the policy are refused, every mistake with its path', () => {
  const policy = definePolicy({
    providers: { one: { credentials: ['a', 'b'], models: ['m'] }, two: { models: ['m'] } },
  })
  const upstreams = { one: { baseUrl: 'ftp://user:pass@host/?q#h', credentials: { a: 'secret-text' } } }
  const refused = (() => {
    try {
      return createRouter({ policy, upstreams })
    } catch (error) {
      return error
    }
  })()
  expect(refused).toBeInstanceOf(UpstreamsError)
  expect((refused as UpstreamsError).issues.map(({ path }) => path)).toEqual([
    'upstreams.one.baseUrl',
    'upstreams.one.credentials.b',
    'upstreams.two',
  ])
  expect((refused as UpstreamsError).message).not.toMatch(/pass|secret-text/)
})

it('a policy that was never compiled, and upstreams that are none, are refused by name', () => {
  const input = { providers: { one: { models: ['m'] } } }
  const refusedWith = (options: object): unknown => {
    try {
      return createRouter(options as Parameters<typeof createRouter>[0])
    } catch (error) {
      return error instanceof UpstreamsError ? error.issues.map(({ path }) => path) : error
    }
  }
  expect(refusedWith({ policy: input, upstreams: {} })).toEqual(['policy'])
  expect(refusedWith({ policy: definePolicy(input) })).toEqual(['upstreams'])
  expect(refusedWith({})).toEqual(['policy', 'upstreams'])
  expect(refusedWith({ policy: definePolicy(input), upstreams: { one: null } })).toEqual(['upstreams.one'])
  const upstreams = { one: { baseUrl: 'http://one.example/v1', credentials: { default: '' } } }
  const makeStore = () => undefined
  expect(refusedWith({ policy: definePolicy(input), upstreams, store: makeStore })).toEqual(['store'])
})

it.each<[string, object, string]>([
  ['that is missing or called otherwise', { baseURL: 'http://one.example/v1' }, 'is missing'],
  ['that is an object', { baseUrl: new URL('http://one.example/v1') }, 'must be a text: an absolute URL'],
  ['without a scheme', { baseUrl: 'one.example/v1' }, 'must be an absolute URL'],
])('an address %s is refused in words that say so', (_, place, message) => {
  const one = { credentials: { default: '' }, ...place } as unknown as Upstream
  expect(() =>
    createRouter({ policy: definePolicy({ providers: { one: { models: ['m'] } } }), upstreams: { one } }),
  ).toThrow(`upstreams.one.baseUrl: ${message}`)
})
