import { setTimeout as delay } from 'node:timers/promises'
import { checkPolicy, definePolicy, PolicyError, type PolicyInput } from '@router/core'
import { createRouter, UpstreamsError } from '@router/node-fetch'
import { expect, it } from 'vitest'
import { answerWell, completion } from './support/openai.js'
import { routerTo } from './support/router.js'
import { httpUpstream, refusedUrl, type TestUpstream } from './support/upstream.js'

const good = (): Promise<TestUpstream> =>
  httpUpstream(({ body }, response) => answerWell(body, response, 'well ', 'met'))

// C1
const hostile = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '0',
  'a:b|{c}',
  'ü 世界',
  '\ud800',
  'e\u0301',
  '%2e%2e',
]

it.each(hostile)('%j is a name like any other: of a provider, a key, a model and an alias', async (name) => {
  const well = await good()
  const { router, asked } = routerTo(
    {},
    { providers: { spare: { models: ['m'] } }, aliases: {} },
    {
      policy: definePolicy({
        providers: Object.fromEntries([[name, { credentials: [name], models: [name] }]]),
        aliases: Object.fromEntries([[`alias ${name}`, { targets: [{ provider: name, model: name }] }]]),
      }),
      upstreams: Object.fromEntries([
        [name, { baseUrl: well.url, credentials: Object.fromEntries([[name, 'secret-of-hostile']]) }],
      ]),
    },
  )
  for (const model of [name, `alias ${name}`]) {
    const body = JSON.stringify({ model })
    const response = await router.fetch('http://router/v1/chat/completions', { method: 'POST', body })
    expect(response.status).toBe(200)
    expect(response.headers.get('x-router-target')).not.toBeNull()
  }
  expect(asked()).toEqual([`${name}/${name}/${name}`, `${name}/${name}/${name}`])
  expect(well.received.map(({ body }) => (JSON.parse(body) as { model: string }).model)).toEqual([name, name])
  expect(well.received[0]?.headers.authorization).toBe('Bearer secret-of-hostile')
  expect(Object.keys(Object.prototype)).toEqual([])
})

it.each(hostile)('%j is no name that nobody gave: it sends nothing', async (name) => {
  const well = await good()
  const { ask } = routerTo({ well: well.url })
  expect((await ask({ model: name })).status).toBe(404)
  expect(well.received).toEqual([])
})

// C2, C3
it.each<readonly [what: string, change: Partial<PolicyInput>, paths: readonly string[]]>([
  ['an alias that falls back on itself', { aliases: { a: { targets: ['one/m'], fallback: ['a'] } } }, ['aliases.a']],
  ['an alias of nothing', { aliases: { a: { targets: [] } } }, ['aliases.a.targets']],
  ['an alias of nobody', { aliases: { a: { targets: ['nobody/m'] } } }, ['aliases.a.targets[0]']],
  [
    'a strategy that nobody knows',
    { aliases: { a: { targets: ['one/m'], strategy: 'rond-robin' } } },
    ['aliases.a.strategy'],
  ],
  [
    'a negative weight',
    { aliases: { a: { targets: [{ provider: 'one', model: 'm', weight: -1 }] } } },
    ['aliases.a.targets[0].weight'],
  ],
  ['a key that nobody knows', { buget: {} } as never, ['buget']],
])('%s is refused with its path, and nothing of the policy takes effect', async (_, change, paths) => {
  const input: PolicyInput = { providers: { one: { models: ['m'] } }, ...change }
  const checked = checkPolicy(input)
  expect('issues' in checked && checked.issues.map(({ path }) => path)).toEqual(paths)
  expect(() => createRouter({ policy: definePolicy(input), upstreams: {} })).toThrow(PolicyError)
})

it('what stands twice counts once', async () => {
  const failing = await httpUpstream((_, response) => void response.writeHead(503).end('{}'))
  const { ask, asked } = routerTo(
    { one: failing.url },
    { aliases: { any: { targets: ['one/m', { provider: 'one', model: 'm' }, 'one/ m '], strategy: 'fill-first' } } },
  )
  expect((await ask()).headers.get('x-router-attempts')).toBe('1')
  expect(asked()).toEqual(['one/default/m'])
})

// C4
it.each<readonly [what: object, attempts: number]>([
  [{ budget: { attempts: 1 } }, 1],
  [{ budget: { attempts: 2 } }, 2],
  [{ budget: {} }, 3],
])('with %j a request makes as many attempts as that says', async (change, attempts) => {
  const url = await refusedUrl()
  const { ask } = routerTo({ one: url, two: url, three: url }, change)
  expect((await ask()).headers.get('x-router-attempts')).toBe(String(attempts))
})

it('a cooldown of 0 is none, a weight of 0 is never, and a patience of 0 waits for nobody', async () => {
  const limited = await httpUpstream((_, response) => void response.writeHead(429).end('{}'))
  const { ask, asked } = routerTo(
    { limited: limited.url, drained: limited.url },
    {
      effects: { 'rate-limited': { cooldown: { firstMs: 0, factor: 2, capMs: 0 } } },
      patience: { totalMs: 0 },
      aliases: {
        any: { targets: ['limited/m', { provider: 'drained', model: 'm', weight: 0 }], strategy: 'fill-first' },
      },
    },
  )
  for (let request = 0; request < 3; request += 1) expect((await ask()).status).toBe(429)
  expect(asked()).toEqual(['limited/default/m', 'limited/default/m', 'limited/default/m'])
})

// C5
it('another policy every ten milliseconds under load fails nobody, forgets no cooldown, and changes nobody’s target', async () => {
  const limited = await httpUpstream((_, response) => void response.writeHead(429, { 'retry-after': '60' }).end('{}'))
  const slow = await httpUpstream(async ({ body }, response) => {
    await delay(15)
    answerWell(body, response, 'x')
  })
  const urls = { limited: limited.url, a: slow.url, b: slow.url }
  const inputOf = (round: number): PolicyInput => ({
    providers: {
      limited: {},
      a: { credentials: { key: { revision: `r${round % 3}` } } },
      b: { credentials: round % 2 === 0 ? ['k1', 'k2'] : ['k2', 'k1'] },
    },
    aliases: {
      any: {
        targets: round % 2 === 0 ? ['limited/m', 'a/m', 'b/m'] : ['limited/m', 'b/m', 'a/m'],
        strategy: round % 2 === 0 ? 'fill-first' : 'round-robin',
      },
      [`other-${round % 5}`]: { targets: ['b/m'] },
    },
  })
  const { router, ask } = routerTo(urls, inputOf(0))
  const upstreamsOf = (round: number) => ({
    limited: { baseUrl: urls.limited, credentials: { default: 'secret-of-limited' } },
    a: { baseUrl: urls.a, credentials: { key: `secret-of-a-${round % 3}` } },
    b: { baseUrl: urls.b, credentials: { k1: 'secret-of-b-1', k2: 'secret-of-b-2' } },
  })
  const until = performance.now() + 1_500
  const statuses = new Map<number, number>()
  const load = Array.from({ length: 20 }, async () => {
    while (performance.now() < until) {
      const { status } = await ask()
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
    }
  })
  let round = 0
  while (performance.now() < until) {
    round += 1
    await router.update(definePolicy(inputOf(round)), upstreamsOf(round))
    await delay(10)
  }
  await Promise.all(load)
  expect(round).toBeGreaterThan(10)
  expect([...statuses.keys()]).toEqual([200])
  // Those that had set out together before the first of them was told.
  expect(limited.received.length).toBeLessThanOrEqual(20)
}, 30_000)

it('a request that is under way keeps the policy and the secrets it began with', async () => {
  let release: () => void = () => undefined
  const first = await httpUpstream(async (_, response) => {
    await new Promise<void>((resolve) => (release = resolve))
    response.writeHead(503).end('{}')
  })
  const old = await good()
  const renewed = await good()
  const { ask, router } = routerTo({ first: first.url, second: old.url })
  const asked = ask()
  await expect.poll(() => first.received.length).toBe(1)
  await router.update(definePolicy({ providers: { second: { models: ['other'] } } }), {
    second: { baseUrl: renewed.url, credentials: { default: 'secret-of-renewed' } },
  })
  release()
  expect(await (await asked).text()).toBe(completion('well met'))
  expect(old.received).toHaveLength(1)
  expect(renewed.received).toEqual([])
  expect((await ask()).status).toBe(404)
  expect((await ask({ model: 'other' })).status).toBe(200)
  expect(renewed.received[0]?.headers.authorization).toBe('Bearer secret-of-renewed')
})

it('a key that is another one starts clean', async () => {
  const picky = await httpUpstream(({ headers, body }, response) => {
    if (headers.authorization === 'Bearer secret-of-picky-new') answerWell(body, response, 'x')
    else response.writeHead(401).end('{}')
  })
  const input = (revision: string): PolicyInput => ({
    providers: { picky: { credentials: { key: { revision } }, models: ['m'] } },
  })
  const { ask, router } = routerTo({ picky: picky.url }, { ...input('1'), aliases: {} })
  expect((await ask({ model: 'm' })).status).toBe(401)
  expect((await ask({ model: 'm' })).status).toBe(429)
  await router.update(definePolicy(input('2')), {
    picky: { baseUrl: picky.url, credentials: { key: 'secret-of-picky-new' } },
  })
  expect((await ask({ model: 'm' })).status).toBe(200)
})

// C6
it('a policy that does not go with its upstreams is refused, and the old one stays', async () => {
  const well = await good()
  const { ask, router } = routerTo({ one: well.url })
  await expect(router.update(definePolicy({ providers: { two: { models: ['m'] } } }))).rejects.toThrow(UpstreamsError)
  await expect(
    router.update(definePolicy({ providers: { one: { models: ['m'] } } }), {
      one: { baseUrl: 'file:///etc/passwd', credentials: { default: 'secret-of-file' } },
    }),
  ).rejects.toThrow('upstreams.one.baseUrl')
  expect((await ask()).status).toBe(200)
})

// C7
it.each([
  ['any', 200],
  [' ANY ', 200],
  ['Any\n', 200],
  ['any-', 404],
  ['anyone', 404],
  ['one/m', 200],
  ['ONE/m', 404],
  ['one/M', 404],
] as const)('asked for %j: %i, and no upstream ever sees the name of an alias', async (model, status) => {
  const well = await good()
  const { ask } = routerTo({ one: well.url }, { providers: { one: {} }, aliases: { Any: { targets: ['one/m'] } } })
  expect((await ask({ model })).status).toBe(status)
  for (const { body } of well.received) expect(body.toLowerCase()).not.toContain('any')
})
