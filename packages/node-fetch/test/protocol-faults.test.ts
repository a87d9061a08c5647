import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import type { PolicyInput } from '@router/core'
import { expect, it } from 'vitest'
import { answerWell, completion, stream } from './support/openai.js'
import { routerTo } from './support/router.js'
import { answer, fin, json, read, write } from './support/script.js'
import { httpUpstream, scriptedUpstream, type TestUpstream } from './support/upstream.js'
import { formats, type WireFormat } from './support/wire-formats.js'

const good = (): Promise<TestUpstream> =>
  httpUpstream(({ body }, response) => answerWell(body, response, 'well ', 'met'))

/** An upstream that always answers so. */
const saying = (status: number, body: string | object, headers: Record<string, string> = {}): Promise<TestUpstream> =>
  httpUpstream(
    (_, response) =>
      void response
        .writeHead(status, { 'content-type': 'application/json', ...headers })
        .end(typeof body === 'string' ? body : JSON.stringify(body)),
  )

const error = (message: string, more: object = {}) => ({ error: { message, ...more } })

// P1
it.each<readonly [what: string, bytes: string]>([
  ['speaks SSH', 'SSH-2.0-OpenSSH_9.2\r\n'],
  ['speaks TLS where plain text was asked for', '\x15\x03\x01\x00\x02\x02\x28'],
  [
    'states two lengths',
    'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}',
  ],
  [
    'states a length and sends chunks',
    'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n',
  ],
  ['sends sixty kilobytes of headers', `HTTP/1.1 200 OK\r\nx-long: ${'a'.repeat(60_000)}\r\n\r\n`],
])('an upstream that %s is passed over', async (_, bytes) => {
  const bad = await scriptedUpstream([read, write(bytes), fin])
  const { ask, failures } = routerTo({ bad: bad.url, spare: (await good()).url })
  expect(await (await ask()).text()).toBe(completion('well met'))
  expect(failures()).toEqual(['network-error'])
})

// P2
const mistakes: readonly (readonly [vendor: string, format: WireFormat, status: number, body: object])[] = [
  [
    'openai',
    formats.chat,
    400,
    error("Invalid type for 'messages': expected an array of objects, but got a string instead.", {
      type: 'invalid_request_error',
      param: 'messages',
      code: 'invalid_type',
    }),
  ],
  [
    'anthropic',
    formats.anthropic,
    400,
    { type: 'error', error: { type: 'invalid_request_error', message: 'messages: at least one message is required' } },
  ],
  [
    'gemini',
    formats.gemini,
    400,
    error('Invalid JSON payload received. Unknown name "foo": Cannot find field.', {
      code: 400,
      status: 'INVALID_ARGUMENT',
    }),
  ],
  [
    'mistral',
    formats.chat,
    422,
    { object: 'error', message: { detail: [{ type: 'missing', loc: ['body', 'messages'], msg: 'Field required' }] } },
  ],
  ['groq', formats.chat, 400, error("'messages' : minimum number of items is 1", { type: 'invalid_request_error' })],
  ['openrouter', formats.chat, 413, error('Payload too large', { code: 413 })],
  [
    'deepseek',
    formats.chat,
    400,
    error("This model's maximum context length is 65536 tokens. However, you requested 70000 tokens.", {
      type: 'invalid_request_error',
      code: 'invalid_request_error',
    }),
  ],
]

it.each(mistakes)(
  "a request that is wrong comes back in %s's own words, nobody else is asked, and nobody is charged",
  async (vendor, format, status, body) => {
    const strict = await saying(status, body)
    const spare = await good()
    const input: Partial<PolicyInput> = {
      providers: { [vendor]: { dialect: format.dialect }, spare: { dialect: format.dialect } },
      aliases: { any: { targets: [`${vendor}/m`, 'spare/m'], strategy: 'fill-first' } },
    }
    const { router, health } = routerTo({ [vendor]: strict.url, spare: spare.url }, input)
    const before = await health()
    const response = await router.fetch(format.url('any', false), {
      method: 'POST',
      body: JSON.stringify(format.body('any', false)),
    })
    expect([response.status, await response.json()]).toEqual([status, body])
    expect(strict.received).toHaveLength(1)
    expect(spare.received).toEqual([])
    expect(await health()).toEqual(before)
  },
)

it('a prompt that is too long goes to the alias with a larger window, and to nobody else', async () => {
  const small = await saying(400, error('too long', { code: 'context_length_exceeded' }))
  const [equal, large] = await Promise.all([good(), good()])
  const { ask, health } = routerTo(
    { small: small.url, equal: equal.url, large: large.url },
    {
      aliases: {
        any: { targets: ['small/m', 'equal/m'], strategy: 'fill-first', largerContext: 'wide' },
        wide: { targets: ['large/m'] },
      },
    },
  )
  const before = JSON.stringify(await health())
  expect((await ask()).headers.get('x-router-target')).toBe('large/default/m')
  expect(equal.received).toEqual([])
  expect(JSON.stringify(await health())).not.toContain('small')
  expect(before).not.toContain('small')
})

// P3
it.each<readonly [status: number, body: object, key: string]>([
  [404, error('The model `m` does not exist', { code: 'model_not_found' }), 'model:named/m'],
  [400, error('The requested model is not supported for this account.'), 'target:named/default/m'],
  [422, error('Model m not found'), 'model:named/m'],
])(
  'a %i that says that there is no such model takes this model out of use for twelve hours and no other one',
  async (status, body, key) => {
    const named = await httpUpstream(({ body: sent }, response) => {
      if ((JSON.parse(sent) as { model: string }).model === 'other') answerWell(sent, response, 'other')
      else response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    })
    const { ask, blamed, steps } = routerTo(
      { named: named.url, spare: (await good()).url },
      { providers: { named: { models: ['m', 'other'] }, spare: {} } },
    )
    expect(await (await ask()).text()).toBe(completion('well met'))
    expect(blamed()).toEqual([`model-unsupported ${key}`])
    const [failed] = steps.flatMap(({ events }) => events).filter((event) => event.type === 'attempt-failed')
    expect((failed?.until ?? 0) - (failed?.failedAt ?? 0)).toBe(12 * 3_600_000)
    expect((await ask({ model: 'named/other' })).status).toBe(200)
  },
)

// P4, P5
it.each<readonly [what: string, status: number, body: object, blamed: string]>([
  [
    'an invalid key',
    401,
    error('Incorrect API key provided', { code: 'invalid_api_key' }),
    'auth-invalid credential:named/a',
  ],
  [
    'a key without permission',
    403,
    error('You have insufficient permissions for this operation.'),
    'permission-denied credential:named/a',
  ],
  ['a key without credit', 402, error('Insufficient Balance'), 'quota-exhausted credential:named/a'],
  [
    'a spent quota',
    429,
    error('You exceeded your current quota, please check your plan and billing details.', {
      code: 'insufficient_quota',
    }),
    'quota-exhausted credential:named/a',
  ],
  [
    'a hard limit',
    400,
    error('Billing hard limit has been reached', { code: 'billing_hard_limit_reached' }),
    'quota-exhausted credential:named/a',
  ],
])('%s takes this key out of use, for all of its models, and no other key', async (_, status, body, expected) => {
  const named = await httpUpstream(({ headers, body: sent }, response) => {
    if (headers.authorization?.endsWith('-b')) answerWell(sent, response, 'of b')
    else response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  const { ask, blamed, asked } = routerTo(
    { named: named.url },
    {
      providers: { named: { credentials: ['a', 'b'], models: ['m', 'other'] } },
      aliases: { any: { targets: ['named/m'], strategy: 'fill-first' } },
    },
  )
  expect(await (await ask()).text()).toContain('of b')
  expect(blamed()).toEqual([expected])
  expect((await ask({ model: 'named/other' })).status).toBe(200)
  expect(asked()).toEqual(['named/a/m', 'named/b/m', 'named/b/other'])
})

it('a limit of requests takes one model of one key out of use, and neither its other models nor the other keys', async () => {
  const named = await httpUpstream(({ headers, body }, response) => {
    const { model } = JSON.parse(body) as { model: string }
    if (headers.authorization?.endsWith('-a') && model === 'm')
      response.writeHead(429, { 'retry-after': '30' }).end(JSON.stringify(error('Rate limit reached for requests')))
    else answerWell(body, response, 'x')
  })
  const { ask, blamed, asked } = routerTo(
    { named: named.url },
    {
      providers: { named: { credentials: ['a', 'b'], models: ['m', 'other'] } },
      aliases: {
        any: { targets: ['named/m'], strategy: 'fill-first' },
        else: { targets: ['named/other'], strategy: 'fill-first' },
      },
    },
  )
  for (const model of ['any', 'any', 'else']) expect((await ask({ model })).status).toBe(200)
  expect(blamed()).toEqual(['rate-limited target:named/a/m'])
  expect(asked()).toEqual(['named/a/m', 'named/b/m', 'named/b/m', 'named/a/other'])
})

it('a key of the caller that is refused harms nobody where a rule says so', async () => {
  const own = await httpUpstream(({ headers, body }, response) => {
    if (headers.authorization === 'Bearer theirs') answerWell(body, response, 'x')
    else response.writeHead(401).end(JSON.stringify(error('Incorrect API key provided')))
  })
  const { ask, health } = routerTo(
    { own: { baseUrl: own.url, credentials: { default: '' }, forwardHeaders: ['authorization'] } },
    { rules: [{ provider: 'own', status: 401, class: 'auth-invalid', scope: 'request', action: 'stop' }] },
  )
  const before = await health()
  const refused = await ask({}, { headers: { authorization: 'Bearer wrong' } })
  expect([refused.status, await refused.json()]).toEqual([401, error('Incorrect API key provided')])
  expect(await health()).toEqual(before)
  expect((await ask({}, { headers: { authorization: 'Bearer theirs' } })).status).toBe(200)
})

// P6
it.each<readonly [status: number, blamed: string]>([
  [408, 'timeout target:bad/default/m'],
  [425, 'server-error target:bad/default/m'],
  [500, 'server-error target:bad/default/m'],
  [501, 'model-unsupported'],
  [502, 'gateway-error provider:bad'],
  [503, 'overloaded target:bad/default/m'],
  [504, 'gateway-error provider:bad'],
  [520, 'gateway-error provider:bad'],
  [524, 'gateway-error provider:bad'],
  [529, 'overloaded model:bad/m'],
  [599, 'server-error target:bad/default/m'],
])('a %i fails over', async (status, expected) => {
  const bad = await saying(status, '')
  const { ask, blamed } = routerTo({ bad: bad.url, spare: (await good()).url }, { budget: { sameTargetRetries: 0 } })
  expect(await (await ask()).text()).toBe(completion('well met'))
  expect(blamed()).toEqual([expected])
})

it('a conflict stops and charges nobody', async () => {
  const spare = await good()
  const { ask, blamed } = routerTo({ bad: (await saying(409, error('conflict'))).url, spare: spare.url })
  expect((await ask()).status).toBe(409)
  expect(blamed()).toEqual(['invalid-request'])
  expect(spare.received).toEqual([])
})

// P7
it.each([
  ['gzip', gzipSync],
  ['br', brotliCompressSync],
  ['deflate', deflateSync],
] as const)(
  'an answer in %s reaches the caller decoded, and says no more that it is encoded',
  async (encoding, encode) => {
    const encoding_ = { 'content-encoding': encoding }
    const zipped = await httpUpstream(({ body }, response) => {
      const streams = body.includes('"stream":true')
      const bytes = encode(streams ? stream('zipped') : completion('zipped'))
      response
        .writeHead(200, {
          'content-type': streams ? 'text/event-stream' : 'application/json',
          'content-length': bytes.length,
          ...encoding_,
        })
        .end(bytes)
    })
    const { ask } = routerTo({ zipped: zipped.url })
    for (const streams of [false, true]) {
      const response = await ask({ stream: streams })
      expect(await response.text()).toBe(streams ? stream('zipped') : completion('zipped'))
      expect(response.headers.get('content-encoding')).toBeNull()
      expect(response.headers.get('content-length')).toBeNull()
    }
  },
)

it.each<readonly [what: string, encoding: string, bytes: Buffer]>([
  ['cannot be decoded', 'gzip', Buffer.from('this is not gzip')],
  ['ends in the middle', 'gzip', gzipSync(completion('x'.repeat(5_000))).subarray(0, 60)],
  ['is in a coding that nobody knows', 'made-up', Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 1, 2, 3])],
])('an answer that %s is passed over', async (_, encoding, bytes) => {
  const broken = await httpUpstream(
    (_request, response) =>
      void response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': encoding }).end(bytes),
  )
  const { ask, failures } = routerTo({ broken: broken.url, spare: (await good()).url })
  expect(await (await ask()).text()).toBe(completion('well met'))
  expect(failures()).toEqual(['stream-broken'])
})

// P8
it.each([301, 302, 303, 307, 308])(
  'a %i is followed nowhere, neither on the same host nor on another',
  async (status) => {
    const elsewhere = await good()
    for (const location of [`${elsewhere.url}/chat/completions`, '/v1/other']) {
      const redirecting = await httpUpstream((_, response) => void response.writeHead(status, { location }).end())
      const { ask, failures } = routerTo({ redirecting: redirecting.url, spare: (await good()).url })
      expect(await (await ask()).text()).toBe(completion('well met'))
      expect(failures()).toEqual(['gateway-error'])
      expect(redirecting.received).toHaveLength(1)
    }
    expect(elsewhere.received).toEqual([])
  },
)

// P9, P10
it.each<readonly [what: string, contentType: string, body: string, failure: string]>([
  ['a page in place of an answer', 'text/html; charset=utf-8', '<!doctype html><title>Log in</title>', 'gateway-error'],
  ['an error in place of an answer', 'application/json', '{"error":{"message":"Overloaded","code":503}}', 'overloaded'],
  ['an error that is only a text', 'application/json', '{"error":"internal error"}', 'server-error'],
  [
    'an error of a vendor with its own shape',
    'application/json',
    '{"base_resp":{"status_code":1002,"status_msg":"rate limit"}}',
    'rate-limited',
  ],
  ['JSON cut short', 'application/json', '{"choices":[{"message":', 'stream-broken'],
  ['nothing but blanks', 'application/json', '  \n', 'stream-broken'],
  [
    'a choice that says nothing',
    'application/json',
    '{"choices":[{"message":{"content":""},"finish_reason":"stop"}]}',
    'stream-broken',
  ],
])('a 200 with %s is passed over, whether it was to be streamed or not', async (_, contentType, body, failure) => {
  const bad = await scriptedUpstream([read, answer('200 OK', contentType, body), fin])
  for (const streams of [false, true]) {
    const { ask, failures } = routerTo(
      { bad: bad.url, spare: (await good()).url },
      { budget: { sameTargetRetries: 0 } },
    )
    expect(await (await ask({ stream: streams })).text()).toContain('well ')
    expect(failures()).toEqual([failure])
  }
})

// P11, P12
it.each<readonly [what: string, head: string, failure: string]>([
  ['204', '204 No Content', 'stream-broken'],
  ['205', '205 Reset Content', 'stream-broken'],
  ['304', '304 Not Modified', 'gateway-error'],
  ['600', '600 Beyond', 'gateway-error'],
  ['999', '999 Request Denied', 'gateway-error'],
])('a %s is no answer, and breaks nothing', async (_, head, failure) => {
  const odd = await scriptedUpstream([read, write(`HTTP/1.1 ${head}\r\ncontent-length: 0\r\n\r\n`), fin])
  const { ask, failures } = routerTo({ odd: odd.url, spare: (await good()).url })
  expect(await (await ask()).text()).toBe(completion('well met'))
  expect(failures()).toEqual([failure])
})

it('a status below 200 is no answer: what follows is, and where nothing does, the time runs out', async () => {
  const body = completion('x')
  const hinting = await scriptedUpstream([
    read,
    write('HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n'),
    write(`HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`),
    fin,
  ])
  expect(await (await routerTo({ hinting: hinting.url }).ask()).text()).toBe(body)

  const odd = await scriptedUpstream([read, write('HTTP/1.1 199 Odd\r\ncontent-length: 0\r\n\r\n'), fin])
  const { ask, failures } = routerTo({ odd: odd.url, spare: (await good()).url }, { timeouts: { totalMs: 500 } })
  expect(await (await ask()).text()).toBe(completion('well met'))
  expect(failures()).toHaveLength(1)
})

it('an upstream that has only odd statuses leaves the caller an error that it can read', async () => {
  const odd = await scriptedUpstream([read, write('HTTP/1.1 999 Request Denied\r\ncontent-length: 0\r\n\r\n'), fin])
  const response = await routerTo({ odd: odd.url }).ask()
  expect(response.status).toBe(502)
  expect(await response.json()).toMatchObject({ error: { type: 'router_error' } })
})

// P13, P14
const past = new Date(Date.now() - 60_000).toUTCString()
const day = 24 * 3_600_000
const trusted = 15 * 60_000

it.each<readonly [headers: readonly string[], retryAfterMs: number | undefined, cooldownMs: number]>([
  [['retry-after: 0'], 0, 0],
  [['retry-after: 7'], 7_000, 7_000],
  [['Retry-After: 7'], 7_000, 7_000],
  [['retry-after: 7', 'retry-after: 7'], 7_000, 7_000],
  [['retry-after: 7', 'retry-after: soon'], undefined, 1_000],
  [['retry-after: -5'], undefined, 1_000],
  [['retry-after:'], undefined, 1_000],
  [['retry-after: Infinity'], undefined, 1_000],
  [['retry-after: 1e9'], undefined, 1_000],
  [['retry-after: 0x10'], undefined, 1_000],
  [['retry-after: 3; foo'], undefined, 1_000],
  [[`retry-after: ${past}`], 0, 0],
  [['retry-after: 2592000'], 30 * day, trusted],
  [['retry-after-ms: 250', 'retry-after: 7'], 250, 250],
  [['date: Tue, 01 Jan 2030 00:00:00 GMT', 'retry-after: Tue, 01 Jan 2030 00:00:09 GMT'], 9_000, 9_000],
])('a 429 with %j asks to stay away for %s ms, and %i ms are obeyed', async (headers, retryAfterMs, cooldownMs) => {
  const limited = await scriptedUpstream([read, json('429 Too Many Requests', '{}', ...headers), fin])
  const { ask, steps } = routerTo({ limited: limited.url, spare: (await good()).url })
  expect((await ask()).status).toBe(200)
  const failed = steps.flatMap(({ events }) => events).find((event) => event.type === 'attempt-failed')
  expect(failed?.retryAfterMs).toBe(retryAfterMs)
  expect((failed?.until ?? 0) - (failed?.failedAt ?? 0)).toBe(cooldownMs)
})

it.each(['Fri, 31 Dec 9999 23:59:59 GMT', '99999999999999999999'])(
  'a retry time as far off as %s is cut to what is trusted, and not taken for none',
  async (value) => {
    const limited = await scriptedUpstream([read, json('429 Too Many Requests', '{}', `retry-after: ${value}`), fin])
    const { ask, steps } = routerTo({ limited: limited.url, spare: (await good()).url })
    expect((await ask()).status).toBe(200)
    const failed = steps.flatMap(({ events }) => events).find((event) => event.type === 'attempt-failed')
    expect((failed?.until ?? 0) - (failed?.failedAt ?? 0)).toBe(trusted)
    expect(Number.isFinite(failed?.hintedUntil)).toBe(true)
  },
)

// P15
it('headers in odd case, repeated, or of eight kilobytes change nothing of the judgement', async () => {
  const body = error('Rate limit reached', { code: 'rate_limit_exceeded' })
  const judged = async (...headers: readonly string[]) => {
    const limited = await scriptedUpstream([read, json('429 Too Many Requests', body, ...headers), fin])
    const { ask, steps } = routerTo({ limited: limited.url, spare: (await good()).url })
    await ask()
    const failed = steps.flatMap(({ events }) => events).find((event) => event.type === 'attempt-failed')
    return failed && [failed.class, failed.key, failed.rule, failed.retryAfterMs]
  }
  const plain = await judged('retry-after: 9')
  expect(plain).toEqual(['rate-limited', 'target:limited/default/m', expect.any(String), 9_000])
  expect(await judged('RETRY-AFTER: 9', 'X-Odd: 1', 'x-odd: 2', `x-long: ${'a'.repeat(8_192)}`)).toEqual(plain)
})

// P16
it.each<readonly [model: string]>([['m'], ['a-model-with-a-name-that-is-much-longer-than-the-one-that-was-asked-for']])(
  'framing headers of the caller are not sent on: %s arrives whole',
  async (model) => {
    const upstream = await good()
    const { router } = routerTo({ one: upstream.url }, { aliases: { 'asked-for': { targets: [`one/${model}`] } } })
    const sent = { model: 'asked-for', messages: [{ role: 'user', content: 'grüße' }] }
    const response = await router.fetch('http://router/v1/chat/completions', {
      method: 'POST',
      body: JSON.stringify(sent),
      headers: {
        'content-length': '7',
        'transfer-encoding': 'chunked',
        connection: 'close',
        host: 'elsewhere.invalid',
        expect: '100-continue',
        te: 'trailers',
        trailer: 'x-checksum',
        upgrade: 'h2c',
        'keep-alive': 'timeout=5',
      },
    })
    expect(response.status).toBe(200)
    const [received] = upstream.received
    expect(JSON.parse(received?.body ?? '')).toEqual({ ...sent, model })
    expect(received?.headers).toMatchObject({ host: new URL(upstream.url).host, connection: 'keep-alive' })
    for (const name of ['transfer-encoding', 'expect', 'te', 'trailer', 'upgrade', 'keep-alive'])
      expect(received?.headers).not.toHaveProperty(name)
  },
)

// P17
it.each<readonly [what: string, sent: string, arrives: string]>([
  ['a name that stands twice', '{"model":"x","a":1,"model":"any"}', '{"model":"x","a":1,"model":"m"}'],
  ['the same name deeper inside', '{"a":{"model":"any"},"model":"any"}', '{"a":{"model":"any"},"model":"m"}'],
  [
    'the name inside a text',
    '{"a":"\\"model\\":\\"any\\"","model":"any"}',
    '{"a":"\\"model\\":\\"any\\"","model":"m"}',
  ],
  ['escapes in the name', '{"\\u006dodel":"any"}', '{"\\u006dodel":"m"}'],
  ['escapes in the model', '{"model":"\\u0061ny"}', '{"model":"m"}'],
  ['a byte order mark', '\uFEFF{"model":"any"}', '\uFEFF{"model":"m"}'],
  ['odd blanks and numbers', '{ "n" : 1.0e+2 ,\r\n\t"model"\n:\t"any" }', '{ "n" : 1.0e+2 ,\r\n\t"model"\n:\t"m" }'],
])('of a body with %s only the model is replaced', async (_, sent, arrives) => {
  const upstream = await good()
  const { router } = routerTo({ one: upstream.url })
  await router.fetch('http://router/v1/chat/completions', { method: 'POST', body: sent })
  expect(upstream.received[0]?.body).toBe(arrives)
})

it.each<readonly [what: string, made: (whole: Buffer) => Buffer]>([
  ['plain text', (whole) => whole],
  ['a mark of the byte order before it', (whole) => Buffer.concat([Buffer.of(0xef, 0xbb, 0xbf), whole])],
  ['characters of three and four bytes', () => Buffer.from(completion('世界 🌍'))],
  ['half a character in it', () => Buffer.from(completion('gr\u00fcn'), 'latin1')],
])('an answer arrives byte for byte: %s', async (_, made) => {
  const bytes = made(Buffer.from(completion('Hello')))
  const upstream = await httpUpstream(
    (_received, response) => void response.writeHead(200, { 'content-type': 'application/json' }).end(bytes),
  )
  const response = await routerTo({ one: upstream.url }).ask()
  expect(Buffer.from(await response.arrayBuffer())).toEqual(bytes)
})

it('a body of thirty megabytes arrives whole', async () => {
  const upstream = await httpUpstream((_, response) => void response.end(completion('x')))
  const { ask } = routerTo({ one: upstream.url })
  expect((await ask({ input: 'ü'.repeat(15_000_000) })).status).toBe(200)
  expect(upstream.received[0]?.body.length).toBeGreaterThan(15_000_000)
})

it('an answer that ends with the marker of another operation is not needed: embeddings and counts are answers, too', async () => {
  const upstream = await httpUpstream(
    ({ url }, response) =>
      void response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(url.endsWith('count_tokens') ? '{"input_tokens":3}' : '{"data":[{"embedding":[0.5]}]}'),
  )
  const { router } = routerTo(
    { one: upstream.url, two: upstream.url },
    { providers: { one: { models: ['e'] }, two: { dialect: 'anthropic', models: ['c'] } }, aliases: {} },
  )
  for (const [path, model] of [
    ['embeddings', 'e'],
    ['messages/count_tokens', 'c'],
  ]) {
    const response = await router.fetch(`http://router/v1/${path}`, { method: 'POST', body: JSON.stringify({ model }) })
    expect(response.status).toBe(200)
  }
})
