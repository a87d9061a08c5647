import { inspect } from 'node:util'
import { definePolicy, type PolicyInput } from '@router/core'
import { createRouter, RouterError, UpstreamsError } from '@router/node-fetch'
import { expect, it } from 'vitest'
import { answerWell, chunk, completion, roleOnly, streamHead } from './support/openai.js'
import { routerTo } from './support/router.js'
import { fin, json, read, wait, write } from './support/script.js'
import { httpUpstream, refusedUrl, scriptedUpstream, type TestUpstream, type WireStep } from './support/upstream.js'
import { formats } from './support/wire-formats.js'

const good = (): Promise<TestUpstream> =>
  httpUpstream(({ body }, response) => answerWell(body, response, 'well ', 'met'))

// SEC1
it.each<readonly [what: string, secret: string]>([
  ['a line break', 'sk-hidden\r\nx-injected: 1'],
  ['a NUL', 'sk-hidden\0'],
  ['a character beyond latin-1', 'sk-hidden-世界'],
])('a secret with %s is not sent, and what says so names the target and the header alone', async (_, secret) => {
  const upstream = await good()
  const { ask, steps } = routerTo({ one: { baseUrl: upstream.url, credentials: { default: secret } } })
  const response = await ask()
  const text = `${JSON.stringify([...response.headers])} ${await response.text()}`
  expect(response.status).toBeGreaterThanOrEqual(400)
  expect(upstream.received).toEqual([])
  const { execution } = steps.at(-1) ?? {}
  expect(JSON.stringify(execution)).toContain('the secret of one/default/m cannot stand in the header authorization')
  expect(text + JSON.stringify(execution)).not.toContain('hidden')
})

it('a secret that cannot be had is blamed on its credential, and no other one of its provider', async () => {
  const upstream = await good()
  const vault = () => Promise.reject(new Error('the vault says sk-hidden'))
  const { ask, blamed, steps } = routerTo(
    { one: { baseUrl: upstream.url, credentials: { a: vault, b: 'secret-of-one-b' } } },
    { providers: { one: { credentials: ['a', 'b'] } } },
  )
  for (let request = 0; request < 3; request += 1) expect((await ask()).status).toBe(200)
  expect(new Set(blamed())).toEqual(new Set(['network-error credential:one/a']))
  expect(upstream.received.map(({ headers }) => headers.authorization)).toEqual(
    Array.from({ length: 3 }, () => 'Bearer secret-of-one-b'),
  )
  expect(JSON.stringify(steps.map(({ execution }) => execution))).not.toContain('hidden')
})

it('of requests that want the same secret anew at the same time, one fetches it', async () => {
  let fetched = 0
  const refusals: (() => void)[] = []
  const picky = await httpUpstream(({ headers, body }, response) => {
    if (headers.authorization === 'Bearer secret-of-picky-new') return answerWell(body, response, 'x')
    refusals.push(() => response.writeHead(401).end('{}'))
    // All are refused at the same time.
    if (refusals.length === 10) for (const refuse of refusals) refuse()
  })
  const secret = async ({ refresh }: { readonly refresh: boolean }) => {
    if (!refresh) return 'secret-of-picky-old'
    fetched += 1
    await new Promise((resolve) => setTimeout(resolve, 500))
    return 'secret-of-picky-new'
  }
  const { ask } = routerTo(
    { picky: { baseUrl: picky.url, credentials: { key: secret } } },
    { providers: { picky: { credentials: { key: { refreshable: true } } } } },
  )
  const statuses = await Promise.all(Array.from({ length: 10 }, async () => (await ask()).status))
  expect(new Set(statuses)).toEqual(new Set([200]))
  expect(fetched).toBe(1)
})

// SEC2
const ofTheCaller = {
  authorization: 'Bearer of-the-caller',
  'x-api-key': 'of-the-caller',
  'api-key': 'of-the-caller',
  'x-goog-api-key': 'of-the-caller',
  cookie: 'of-the-caller',
  'proxy-authorization': 'of-the-caller',
  forwarded: 'for=of-the-caller',
  'x-forwarded-for': 'of-the-caller',
  'x-amz-security-token': 'of-the-caller',
}

it('what identifies the caller reaches no upstream, but for one that is allowed to have it', async () => {
  const [first, second] = [await httpUpstream((_, response) => void response.writeHead(503).end()), await good()]
  const { ask } = routerTo({
    first: first.url,
    second: { baseUrl: second.url, forwardHeaders: ['x-api-key'] },
  })
  expect((await ask({}, { headers: ofTheCaller })).status).toBe(200)
  expect(JSON.stringify(first.received)).not.toContain('of-the-caller')
  expect(second.received[0]?.headers['x-api-key']).toBe('of-the-caller')
  expect(JSON.stringify(second.received).match(/of-the-caller/g)).toHaveLength(1)
})

it('a key in the query of a Gemini client reaches no upstream', async () => {
  const gemini = await httpUpstream((_, response) => void response.end(formats.gemini.whole('x')))
  const { router } = routerTo({ gemini: gemini.url }, { providers: { gemini: { dialect: 'gemini' } } })
  for (const query of [
    '?key=of-the-caller',
    '?alt=json&key=of-the-caller',
    '?KEY=kept&key=of-the-caller&key=of-the-caller',
  ]) {
    await router.fetch(`http://router/v1beta/models/any:generateContent${query}`, { method: 'POST', body: '{}' })
  }
  expect(gemini.received.map(({ url }) => url)).toEqual([
    '/v1/models/m:generateContent',
    '/v1/models/m:generateContent?alt=json',
    '/v1/models/m:generateContent?KEY=kept',
  ])
})

// SEC3
it('no byte of one target’s secret or headers reaches the next, whatever the first one did', async () => {
  const ends: readonly (readonly WireStep[])[] = [
    [read, fin],
    [read, json('401 Unauthorized', '{}'), fin],
    [read, json('429 Too Many Requests', '{}'), fin],
    [read, write('HTTP/1.1 307 Elsewhere\r\nlocation: /\r\ncontent-length: 0\r\n\r\n'), fin],
  ]
  for (const end of ends) {
    const first = await scriptedUpstream(end)
    const second = await good()
    const { ask } = routerTo(
      {
        first: { baseUrl: first.url, headers: { 'x-only-first': 'of-first' } },
        second: { baseUrl: second.url },
      },
      { budget: { sameTargetRetries: 0 } },
    )
    expect((await ask()).status).toBe(200)
    expect(first.received[0]?.body).toContain('secret-of-first')
    expect(JSON.stringify(second.received)).toContain('secret-of-second')
    expect(JSON.stringify(second.received)).not.toMatch(/of-first/)
  }
})

// SEC4
it.each([
  'https://user@host.invalid/v1',
  'https://user:pass@host.invalid/v1',
  'https://host.invalid/v1?key=sk-hidden',
  'https://host.invalid/v1#sk-hidden',
  'https://host.invalid/v1?',
  'https://host.invalid\\@evil.invalid/v1',
  'https://host.invalid//evil.invalid/v1',
  'ftp://host.invalid/v1',
  'file:///etc/passwd',
  'data:application/json,{}',
  'blob:https://host.invalid/1',
  'javascript:1',
  '//host.invalid/v1',
  'host.invalid/v1',
  '',
])('%j is no address of an upstream', (baseUrl) => {
  const make = () =>
    createRouter({
      policy: definePolicy({ providers: { one: { models: ['m'] } } }),
      upstreams: { one: { baseUrl, credentials: { default: 'sk-hidden' } } },
    })
  expect(make).toThrow(UpstreamsError)
  expect(make).toThrow('upstreams.one.baseUrl')
  expect(make).not.toThrow('hidden')
})

it.each(['0x7f000001', '2130706433', '127.1', '①②⑦.0.0.1'])('%s is a host as the platform reads it', async (host) => {
  const well = await good()
  const { port } = new URL(well.url)
  const { ask } = routerTo({ odd: `http://${host}:${port}/v1` })
  expect((await ask()).status).toBe(200)
  expect(well.received[0]?.headers.host).toBe(`127.0.0.1:${port}`)
})

// SEC5
const paths = [
  '/v1/../../admin',
  '/v1/%2e%2e/%2e%2e/admin',
  '/v1//evil.invalid/chat/completions',
  '//evil.invalid/v1/embeddings',
  '/v1/\\evil.invalid/x',
  '/v1/x?url=//evil.invalid',
  '/v1/%0d%0ax-injected:1',
  '/v1/..;/admin',
]

it.each(paths)(
  'a request for %s goes below the address of its upstream or nowhere, and charges nobody',
  async (path) => {
    const well = await httpUpstream((_, response) => void response.end(completion('x')))
    const base = well.url.replace(/v1$/, 'deep/v1')
    const { router, blamed } = routerTo({ one: base })
    const send = () => router.fetch(`http://router${path}`, { method: 'POST', body: '{"model":"any"}' })
    const statuses = [(await send()).status, (await send()).status, (await send()).status]
    for (const { url, headers } of well.received) {
      expect(url.startsWith('/deep/v1/')).toBe(true)
      expect(headers).not.toHaveProperty('x-injected')
    }
    expect([200, 400]).toContain(statuses[0])
    expect(new Set(statuses).size).toBe(1)
    expect(blamed().filter((blame) => blame !== 'invalid-request')).toEqual([])
  },
)

it.each(['../../admin', '..%2f..%2fadmin', '//evil.invalid', 'x?y', 'x#y', 'x\r\nx-injected: 1', '..', '.'])(
  'a model called %j stays one part of the path',
  async (model) => {
    const well = await httpUpstream((_, response) => void response.end(formats.gemini.whole('x')))
    const input: PolicyInput = {
      providers: { one: { dialect: 'gemini' } },
      aliases: { any: { targets: [{ provider: 'one', model }] } },
    }
    let router: ReturnType<typeof routerTo>['router']
    try {
      ;({ router } = routerTo({ one: well.url }, input))
    } catch (error) {
      // Control characters are in no name.
      expect(String(error)).toContain('aliases.any.targets[0].model')
      return
    }
    await router.fetch('http://router/v1beta/models/any:generateContent', { method: 'POST', body: '{}' })
    for (const { url } of well.received) expect(url).toBe(`/v1/models/${encodeURIComponent(model)}:generateContent`)
  },
)

it.each(['TRACE', 'CONNECT', 'TRACK', 'B AD'])(
  'a request whose method is %s is refused, and charges nobody',
  async (method) => {
    const well = await good()
    const { router, health, steps } = routerTo({ one: well.url })
    const before = await health()
    const send = () => router.fetch('http://router/v1/chat/completions', { method, body: '{"model":"any"}' })
    for (let request = 0; request < 3; request += 1) expect((await send()).status).toBe(400)
    expect(well.received).toEqual([])
    expect(await health()).toEqual(before)
    expect(steps).toEqual([])
  },
)

// SEC7
it('no header and no field of a request chooses a URL, a key or a target', async () => {
  const [mine, evil] = await Promise.all([good(), good()])
  const { router } = routerTo({ one: mine.url })
  const response = await router.fetch('http://router/v1/chat/completions', {
    method: 'POST',
    headers: {
      host: new URL(evil.url).host,
      'x-router-target': 'evil/default/m',
      'x-router-host': evil.url,
      'x-portkey-custom-host': evil.url,
      'x-forwarded-host': new URL(evil.url).host,
      'x-original-url': '/evil',
    },
    body: JSON.stringify({ model: 'any', base_url: evil.url, api_base: evil.url, api_key: 'x', provider: 'evil' }),
  })
  expect(response.headers.get('x-router-target')).toBe('one/default/m')
  expect(evil.received).toEqual([])
  expect(mine.received[0]?.headers.authorization).toBe('Bearer secret-of-one')
  expect(mine.received[0]?.url).toBe('/v1/chat/completions')
})

// SEC8
it.each<readonly [what: string, streams: boolean, script: (secret: string) => readonly WireStep[]]>([
  [
    'the body of an error',
    false,
    (secret) => [read, json('401 Unauthorized', { error: { message: `bad key ${secret}` } }), fin],
  ],
  ['a header of an error', false, (secret) => [read, json('403 Forbidden', '{}', `x-debug: key=${secret}`), fin]],
  [
    'an error inside a success',
    false,
    (secret) => [read, json('200 OK', { error: { message: `bad key ${secret}` } }), fin],
  ],
  [
    'an error inside a stream',
    true,
    (secret) => [read, write(`${streamHead}data: {"error":{"message":"bad key ${secret}"}}\n\n`), fin],
  ],
])('a key that an upstream quotes in %s reaches nobody', async (_, streams, script) => {
  const quoting = await scriptedUpstream(script('secret-of-quoting'))
  const { ask } = routerTo({ quoting: quoting.url })
  const response = await ask({ stream: streams })
  expect(JSON.stringify([...response.headers]) + (await response.text())).not.toContain('secret-of')
})

it.each(['secret-of-one', 'secret-of-one/+ =?'])(
  'a key in a URL, here %j, is in nothing that says what is wrong with it',
  async (secret) => {
    const echoing = await httpUpstream(({ url }, response) => void response.writeHead(404).end(`no such route: ${url}`))
    for (const place of ['http://[not a host', echoing.url]) {
      const { ask } = routerTo({
        one: {
          baseUrl: echoing.url,
          credentials: { default: secret },
          prepare: (request, _, key) => ({ ...request, url: `${place}/x?key=${encodeURIComponent(key)}` }),
        },
      })
      expect(await (await ask()).text()).not.toContain('secret-of')
    }
  },
)

it('a key that an upstream quotes after content is in the bytes of the stream, and in nothing that we say', async () => {
  const quote = 'data: {"error":{"message":"bad key secret-of-quoting"}}\n\n'
  const quoting = await scriptedUpstream([
    read,
    write(streamHead + roleOnly + chunk({ content: 'x' })),
    wait(50),
    write(quote),
    fin,
  ])
  const { ask } = routerTo({ quoting: quoting.url })
  const reader = (await ask({ stream: true })).body?.getReader()
  let error: unknown
  for (;;) {
    const piece = await reader?.read().catch((thrown: unknown) => {
      error = thrown
      return undefined
    })
    if (piece === undefined || piece.done) break
  }
  expect(error).toBeInstanceOf(RouterError)
  expect(inspect(error, { depth: 12, showHidden: true })).not.toContain('secret-of')
})

// SEC9
it.each<readonly [what: string, body: string | Buffer]>([
  ['five million brackets', '['.repeat(5_000_000)],
  ['deeply nested objects', '{"error":'.repeat(100_000)],
  ['one long blank', ' '.repeat(70_000)],
  ['words that are nearly known', 'rate quota limit exceed '.repeat(40_000)],
  ['a number without end', `{"error":{"message":"try again in ${'9'.repeat(65_000)}s"}}`],
  ['bytes that are no text', Buffer.alloc(65_536, 0xff)],
  ['exactly as much as is read', `{"error":{"message":"${'a'.repeat(65_536 - 24)}"}}`],
])('an error of %s is judged at once', async (_, body) => {
  const hostile = await httpUpstream((_request, response) => void response.writeHead(503).end(body))
  const { ask, failures } = routerTo({ hostile: hostile.url, spare: (await good()).url })
  const began = performance.now()
  expect((await ask()).status).toBe(200)
  expect(performance.now() - began).toBeLessThan(1_500)
  expect(failures()).toHaveLength(1)
})

it('a stream of one line without end is handed on without being kept', async () => {
  const endless = await httpUpstream((_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.end(`data: ${'['.repeat(5_000_000)}`)
  })
  const { ask } = routerTo({ endless: endless.url })
  const response = await ask({ stream: true })
  await expect(response.text()).rejects.toThrow(RouterError)
})

// SEC10
it('no JSON of a caller or an upstream touches an object of the language', async () => {
  const evil =
    '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"error":{"__proto__":{"polluted":1}}}'
  const hostile = await httpUpstream((_, response) => void response.writeHead(429).end(evil))
  const { router } = routerTo({ hostile: hostile.url, spare: (await good()).url })
  const body = `{"__proto__":{"polluted":1,"model":"x"},"model":"any","messages":[]}`
  const response = await router.fetch('http://router/v1/chat/completions', { method: 'POST', body })
  expect(response.status).toBe(200)
  expect(({} as { polluted?: number }).polluted).toBeUndefined()
  expect(Object.keys(Object.prototype)).toEqual([])
  expect(hostile.received[0]?.body).toBe(body.replace('"any"', '"m"'))
})

// SEC11
it('a router shows no secret, however it is looked at, and neither does its error', async () => {
  const { router, ask } = routerTo({ one: await refusedUrl(), two: await refusedUrl() })
  const response = await ask()
  const error = await router
    .execute({ model: 'any' }, async ({ secret }) => {
      await secret()
      throw Object.assign(new Error('refused'), { status: 500, headers: { authorization: 'none' } })
    })
    .catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(RouterError)
  const looks = [router, error, await router.inspect(), await router.explain({ model: 'any' }), [...response.headers]]
  for (const look of looks) {
    expect(inspect(look, { depth: Number.POSITIVE_INFINITY, showHidden: true, getters: true })).not.toContain(
      'secret-of',
    )
    expect(JSON.stringify(look)).not.toContain('secret-of')
  }
})

it('a body that is larger than what is kept is refused, and not kept', async () => {
  const well = await good()
  const { router, steps } = routerTo({ one: well.url })
  const large = 'a'.repeat(33 * 1024 * 1024)
  let closed = false
  const chunks = async function* () {
    try {
      for (let part = 0; part < 100; part += 1) yield new TextEncoder().encode(large.slice(0, 1_000_000))
    } finally {
      closed = true
    }
  }
  for (const body of [large, new Blob([large]), new TextEncoder().encode(large), chunks()]) {
    const init = { method: 'POST', body, duplex: 'half' } as unknown as RequestInit
    expect((await router.fetch('http://router/v1/chat/completions', init)).status).toBe(413)
  }
  expect(closed).toBe(true)
  expect(steps).toEqual([])
  expect(well.received).toEqual([])
})
