import { setTimeout as delay } from 'node:timers/promises'
import type { Router } from '@router/node-fetch'
import { expect, it } from 'vitest'
import { selfSigned } from './support/certificate.js'
import { childUpstream } from './support/child.js'
import { collectGarbage } from './support/gc.js'
import { answerWell, chunk, completion, roleOnly, stream, streamHead } from './support/openai.js'
import { rejectionOf } from './support/rejection.js'
import { routerTo } from './support/router.js'
import { fin, freeze, json, read, rst, trickle, wait, write } from './support/script.js'
import {
  drained,
  httpsUpstream,
  httpUpstream,
  refusedUrl,
  scriptedUpstream,
  type TestUpstream,
  type WireStep,
} from './support/upstream.js'

const good = (): Promise<TestUpstream> =>
  httpUpstream(({ body }, response) => answerWell(body, response, 'well ', 'met'))

/** The reply that the last attempt but one came to, as the execution keeps it. */
const lastReply = (steps: readonly { readonly execution: object }[]): string =>
  JSON.stringify(steps.at(-1)?.execution ?? {})

// T1
it('a refused connection is passed over at once, and from the second incident on its provider is left alone', async () => {
  const spare = await good()
  const { ask, asked, blamed } = routerTo({ refusing: await refusedUrl(), spare: spare.url })
  for (let request = 0; request < 3; request += 1) {
    const began = performance.now()
    expect((await ask()).status).toBe(200)
    expect(performance.now() - began).toBeLessThan(1_000)
  }
  expect(blamed()).toEqual(['network-error provider:refusing', 'network-error provider:refusing'])
  expect(asked().filter((target) => target.startsWith('refusing'))).toHaveLength(2)
})

// T2
it('a refusal of every address of a name is read by the codes inside it', async () => {
  const refused = (address: string) =>
    Object.assign(new Error(`connect ECONNREFUSED ${address}`), { code: 'ECONNREFUSED' })
  const cause = Object.assign(new AggregateError([refused('::1'), refused('127.0.0.1')]), { code: 'ECONNREFUSED' })
  const failing = () => Promise.reject(Object.assign(new TypeError('fetch failed'), { cause }))
  const { ask, failures, steps } = routerTo({ both: 'http://localhost:1/v1' }, {}, { fetch: failing })
  expect((await ask()).status).toBe(502)
  expect(failures()).toEqual(['network-error'])
  expect(lastReply(steps).match(/ECONNREFUSED/g)?.length).toBeGreaterThanOrEqual(2)

  const { port } = new URL(await refusedUrl())
  const named = routerTo({ local: `http://localhost:${port}/v1`, spare: (await good()).url })
  expect((await named.ask()).status).toBe(200)
  expect(named.failures()).toEqual(['network-error'])
})

// T3
it('a host that has no address is the fault of its provider, whatever the key', async () => {
  const { ask, blamed, asked } = routerTo(
    { nowhere: 'http://nope.invalid/v1', spare: (await good()).url },
    {
      providers: { nowhere: { credentials: ['a', 'b'] }, spare: {} },
      aliases: { any: { targets: ['nowhere/m', 'spare/m'], strategy: 'fill-first' } },
    },
  )
  expect((await ask()).status).toBe(200)
  expect((await ask()).status).toBe(200)
  expect(new Set(blamed())).toEqual(new Set(['network-error provider:nowhere']))
  const before = asked().length
  expect((await ask()).status).toBe(200)
  expect(asked().slice(before)).toEqual(['spare/default/m'])
})

// T4, S15
it('a process that is frozen is left when its first byte is overdue, and its late answer reaches nobody', async () => {
  const frozen = await childUpstream(200, 'text/event-stream', stream('late'))
  const { ask, failures, steps } = routerTo(
    { frozen: frozen.url, spare: (await good()).url },
    { timeouts: { firstByteMs: 150 } },
  )
  frozen.signal('SIGSTOP')
  const response = await ask({ stream: true })
  frozen.signal('SIGCONT')
  const text = await response.text()
  expect(text).toContain('"well "')
  expect(text).not.toContain('late')
  expect(failures()).toEqual(['timeout'])
  const taken = steps.length
  await delay(100)
  expect(steps).toHaveLength(taken)
})

// T5
it('an upstream that accepts and never answers is left when its time is over, and its connection is closed at once', async () => {
  const silent = await scriptedUpstream([read, freeze])
  const { ask, failures } = routerTo(
    { silent: silent.url, spare: (await good()).url },
    { timeouts: { firstByteMs: 200 } },
  )
  const began = performance.now()
  const response = await ask({ stream: true })
  expect(performance.now() - began).toBeGreaterThan(195)
  await expect.poll(silent.connections, { interval: 5 }).toBe(0)
  await response.text()
  expect(failures()).toEqual(['timeout'])
})

it('a request that is not streamed is left when the time for all of it is over', async () => {
  const silent = await scriptedUpstream([read, freeze])
  const { ask, failures } = routerTo({ silent: silent.url, spare: (await good()).url }, { timeouts: { totalMs: 200 } })
  expect(await (await ask()).text()).toBe(completion('well met'))
  expect(failures()).toEqual(['timeout'])
  await expect.poll(silent.connections, { interval: 5 }).toBe(0)
})

// T6, T7
it.each<readonly [what: string, script: readonly WireStep[]]>([
  ['resets as soon as it accepts', [rst]],
  ['closes as soon as it accepts', [fin]],
  ['resets when it has the request', [read, rst]],
  ['closes when it has the request', [read, fin]],
  ['resets within its status line', [read, write('HTTP/1.'), rst]],
  ['resets within its headers', [read, write('HTTP/1.1 200 OK\r\ncontent-type: text/eve'), rst]],
  ['closes within its headers', [read, write('HTTP/1.1 200 OK\r\ncontent-type: text/eve'), fin]],
])('an upstream that %s is passed over, whether the answer was to be streamed or not', async (_, script) => {
  const bad = await scriptedUpstream(script)
  const { ask, failures } = routerTo({ bad: bad.url, spare: (await good()).url })
  expect(await (await ask()).text()).toBe(completion('well met'))
  expect(await (await ask({ stream: true })).text()).toContain('"well "')
  expect(failures()).toEqual(['network-error', 'network-error'])
})

// T8
it('one target of four that always fails is asked three times at most, cools down, and no caller notices', async () => {
  const failing = await httpUpstream((_, response) => void response.writeHead(500).end('{}'))
  const upstreams = await Promise.all([good(), good(), good()])
  const urls = {
    failing: failing.url,
    ...Object.fromEntries(upstreams.map(({ url }, index) => [`well-${index}`, url])),
  }
  const { ask } = routerTo(urls, {
    aliases: { any: { targets: Object.keys(urls).map((name) => `${name}/m`), strategy: 'round-robin' } },
  })
  const statuses: number[] = []
  for (let request = 0; request < 40; request += 1) statuses.push((await ask()).status)
  expect(new Set(statuses)).toEqual(new Set([200]))
  expect(failing.received.length).toBeLessThanOrEqual(3)
  const counts = upstreams.map(({ received }) => received.length)
  expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1)
})

// T9
it('a connection that is reset when it is used again costs nobody anything but one more connection', async () => {
  const used = new WeakSet<object>()
  let sinceReset = 0
  const racing = await httpUpstream(({ body }, response) => {
    const { socket } = response
    if (socket !== null && used.has(socket) && ++sinceReset > 4) {
      sinceReset = 0
      socket.resetAndDestroy()
      return
    }
    if (socket !== null) used.add(socket)
    answerWell(body, response, 'again')
  })
  const { ask, blamed, asked } = routerTo({ racing: racing.url, spare: (await good()).url })
  for (let request = 0; request < 50; request += 1) expect(await (await ask()).text()).toBe(completion('again'))
  expect(blamed().length).toBeGreaterThan(5)
  expect(new Set(blamed())).toEqual(new Set(['network-error target:racing/default/m']))
  expect(asked().every((target) => target === 'racing/default/m')).toBe(true)
})

it('a target that is reset on a new connection too is passed over', async () => {
  let requests = 0
  const broken = await httpUpstream(({ body }, response) => {
    requests += 1
    if (requests === 1) answerWell(body, response, 'once')
    else response.socket?.resetAndDestroy()
  })
  const { ask, asked } = routerTo({ broken: broken.url, spare: (await good()).url })
  await (await ask()).text()
  expect(await (await ask()).text()).toBe(completion('well met'))
  expect(asked()).toEqual(['broken/default/m', 'broken/default/m', 'broken/default/m', 'spare/default/m'])
})

// T10
it('a server that closes after each answer without saying so fails nobody', async () => {
  const body = completion('x')
  const closing = await scriptedUpstream([
    read,
    write(`HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`),
    fin,
  ])
  const { ask } = routerTo({ closing: closing.url })
  for (let request = 0; request < 200; request += 1) expect(await (await ask()).text()).toBe(body)
})

// T11
it('a refusal that comes while the request is still being sent is read, and not taken for a broken connection', async () => {
  const early = await scriptedUpstream([
    wait(50),
    json('429 Too Many Requests', { error: { message: 'Rate limit reached', code: 'rate_limit_exceeded' } }),
    wait(50),
    fin,
  ])
  const { ask, failures } = routerTo({ early: early.url, spare: (await good()).url })
  const response = await ask({ input: 'a'.repeat(20_000_000) })
  expect(response.status).toBe(200)
  expect(failures()).toEqual(['rate-limited'])
})

// T12
it('of an error that never ends no more is read than it takes to judge it', async () => {
  let sent = 0
  const endless = await httpUpstream(async (_, response) => {
    response.writeHead(503, { 'content-type': 'application/json' })
    response.write('{"error":{"message":"overloaded"}}')
    while (!response.destroyed) {
      sent += 65_536
      if (!response.write(' '.repeat(65_536))) await drained(response)
    }
  })
  const { ask, failures } = routerTo({ endless: endless.url, spare: (await good()).url })
  expect((await ask()).status).toBe(200)
  expect(failures()).toEqual(['overloaded'])
  await expect.poll(endless.connections).toBe(0)
  expect(sent).toBeLessThan(20_000_000)
})

// T13
it('an error that dribbles is judged by what has come of it in half a second', async () => {
  const slow = await scriptedUpstream([
    read,
    write(
      'HTTP/1.1 429 Too Many Requests\r\ncontent-type: application/json\r\ncontent-length: 900\r\nretry-after: 7\r\n\r\n{',
    ),
    freeze,
  ])
  const { ask, failures, steps } = routerTo({ slow: slow.url, spare: (await good()).url })
  const began = performance.now()
  expect((await ask()).status).toBe(200)
  expect(performance.now() - began).toBeLessThan(2_000)
  expect(failures()).toEqual(['rate-limited'])
  expect(JSON.stringify(steps)).toContain('"retryAfterMs":7000')
})

// T14
it('an answer that comes byte by byte is the same answer', async () => {
  const body = completion('slowly')
  const whole = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`
  const dribbling = await scriptedUpstream([read, trickle(whole), fin])
  const { ask } = routerTo({ dribbling: dribbling.url }, { timeouts: { idleMs: 2_000 } })
  expect(await (await ask()).text()).toBe(body)
})

it('an answer that never pauses and never ends is left when the time for all of it is over', async () => {
  const endless = await httpUpstream(async (_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    response.write('{"choices":[')
    while (!response.destroyed) {
      response.write(' ')
      await delay(10)
    }
  })
  const { ask, failures } = routerTo(
    { endless: endless.url, spare: (await good()).url },
    { timeouts: { idleMs: 1_000, totalMs: 300 } },
  )
  expect(await (await ask()).text()).toBe(completion('well met'))
  expect(failures()).toEqual(['timeout'])
})

// T15
it.each<readonly [when: string, until: (upstream: TestUpstream) => Promise<unknown>]>([
  ['before anybody is asked', async () => undefined],
  ['while it connects', () => new Promise(setImmediate)],
  ['while it waits for an answer', (upstream) => expect.poll(upstream.connections).toBe(1)],
])(
  'a caller who leaves %s gets its own reason, nobody is asked in its place, and nobody is charged',
  async (_, until) => {
    const silent = await scriptedUpstream([read, freeze])
    const spare = await good()
    const { ask, health } = routerTo({ silent: silent.url, spare: spare.url })
    const before = await health()
    const controller = new AbortController()
    const reason = { any: 'value' }
    const asked = ask({}, { signal: controller.signal })
    const rejection = rejectionOf(asked)
    await until(silent)
    controller.abort(reason)
    const began = performance.now()
    expect(await rejection).toBe(reason)
    expect(performance.now() - began).toBeLessThan(500)
    await expect.poll(silent.connections, { interval: 5 }).toBe(0)
    expect(spare.received).toEqual([])
    expect(await health()).toEqual(before)
  },
)

it('a caller who leaves while a cooldown is waited for gets its own reason, and nobody is asked', async () => {
  const limited = await httpUpstream((_, response) => void response.writeHead(429, { 'retry-after': '5' }).end())
  const { ask, steps, health } = routerTo({ limited: limited.url })
  await ask()
  const before = await health()
  const controller = new AbortController()
  const rejection = rejectionOf(ask({}, { signal: controller.signal }))
  await expect.poll(() => steps.at(-1)?.command.type).toBe('wait')
  controller.abort('enough')
  expect(await rejection).toBe('enough')
  expect(limited.received).toHaveLength(1)
  expect(await health()).toEqual(before)
})

it('a caller who leaves in the middle of a stream breaks it off with its own reason, and nobody is charged', async () => {
  const stalled = await scriptedUpstream([read, write(streamHead + roleOnly + chunk({ content: 'Hel' })), freeze])
  const { ask, failures } = routerTo({ stalled: stalled.url })
  const controller = new AbortController()
  const response = await ask({ stream: true }, { signal: controller.signal })
  const rejection = rejectionOf(response.text())
  await delay(20)
  controller.abort('enough')
  expect(await rejection).toBe('enough')
  await expect.poll(stalled.connections, { interval: 5 }).toBe(0)
  expect(failures()).toEqual([])
})

it('a caller who leaves when all is over changes nothing', async () => {
  const { ask, steps } = routerTo({ well: (await good()).url })
  const controller = new AbortController()
  const text = await (await ask({ stream: true }, { signal: controller.signal })).text()
  const taken = steps.length
  controller.abort('too late')
  await delay(20)
  expect(text).toContain('"met"')
  expect(steps).toHaveLength(taken)
})

// T16
it('a signal inside a Request that nobody else holds is heard although the collector runs', async () => {
  const silent = await scriptedUpstream([read, freeze])
  const { router } = routerTo({ silent: silent.url })
  const controllers: AbortController[] = []
  const outcomes = Array.from({ length: 20 }, () => {
    const controller = new AbortController()
    controllers.push(controller)
    return askedBy(router, controller.signal)
  })
  await expect.poll(silent.connections).toBe(20)
  await collectGarbage()
  for (const controller of controllers) controller.abort('enough')
  expect(await Promise.all(outcomes)).toEqual(Array.from({ length: 20 }, () => 'enough'))
  await expect.poll(silent.connections).toBe(0)
})

const askedBy = (router: Router, signal: AbortSignal): Promise<unknown> =>
  router
    .fetch(new Request('http://router/v1/chat/completions', { method: 'POST', body: '{"model":"any"}', signal }))
    .catch((error: unknown) => error)

it('an attempt is timed although the collector runs', async () => {
  const silent = await scriptedUpstream([read, freeze])
  const { ask, failures } = routerTo({ silent: silent.url }, { timeouts: { totalMs: 300 } })
  const asked = Array.from({ length: 20 }, () => ask())
  await expect.poll(silent.connections).toBe(20)
  await collectGarbage()
  expect((await Promise.all(asked)).map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 504))
  expect(failures()).toHaveLength(20)
})

// T17
it('the target that takes over after a timeout gets a signal of its own', async () => {
  const silent = await scriptedUpstream([read, freeze])
  const signals: { readonly signal: AbortSignal | null | undefined; readonly aborted: boolean | undefined }[] = []
  const { ask } = routerTo(
    { silent: silent.url, spare: (await good()).url },
    { timeouts: { totalMs: 150 } },
    {
      fetch: (input, init) => {
        signals.push({ signal: init?.signal, aborted: init?.signal?.aborted })
        return fetch(input, init)
      },
    },
  )
  expect((await ask()).status).toBe(200)
  expect(signals.map(({ aborted }) => aborted)).toEqual([false, false])
  expect(signals.map(({ signal }) => signal?.aborted)).toEqual([true, false])
})

// T18
it('an attempt that could not live until the deadline is not made', async () => {
  const slow = await httpUpstream(async (_, response) => {
    await delay(350)
    response.writeHead(503).end('{"error":{"message":"overloaded"}}')
  })
  const spare = await good()
  const { ask, steps } = routerTo(
    { slow: slow.url, spare: spare.url },
    { budget: { deadlineMs: 420, minAttemptMs: 100 } },
  )
  const response = await ask()
  expect(response.status).toBeGreaterThanOrEqual(500)
  expect(response.headers.get('x-router-attempts')).toBe('1')
  expect(steps.at(-1)?.command).toMatchObject({ type: 'fail', error: { why: 'deadline', attempts: [{ number: 1 }] } })
  expect(spare.received).toEqual([])
})

// T19
it('a dead target is asked by those who had set out before it was known, and by nobody else', async () => {
  const dead = await httpUpstream((_, response) => void setTimeout(() => response.writeHead(503).end('{}'), 20))
  const { ask } = routerTo({ dead: dead.url, spare: (await good()).url })
  const statuses = await Promise.all(Array.from({ length: 500 }, async () => (await ask()).status))
  expect(new Set(statuses)).toEqual(new Set([200]))
  const before = dead.received.length
  expect(before).toBeLessThanOrEqual(500)
  const later = await Promise.all(Array.from({ length: 100 }, async () => (await ask()).status))
  expect(new Set(later)).toEqual(new Set([200]))
  expect(dead.received).toHaveLength(before)
})

// T20
it('a certificate that nobody has signed is refused before anything is sent', async () => {
  const self = await httpsUpstream(selfSigned, ({ body }, response) => answerWell(body, response, 'x'))
  const { ask, blamed, steps } = routerTo({ self: self.url, spare: (await good()).url })
  expect((await ask()).status).toBe(200)
  expect(blamed()).toEqual(['network-error provider:self'])
  expect(lastReply(steps)).toContain('CERT')
  expect(self.received).toEqual([])
})

// T21, T22
const garbage = (value: unknown): typeof fetch => (() => Promise.resolve(value)) as unknown as typeof fetch

it.each<readonly [what: string, broken: typeof fetch, failure: string]>([
  [
    'throws at once',
    () => {
      throw new Error('of the dispatcher')
    },
    'network-error',
  ],
  ['rejects with no error', () => Promise.reject(undefined), 'network-error'],
  ['returns nothing', garbage(undefined), 'network-error'],
  ['returns a text', garbage('HTTP/1.1 200 OK'), 'network-error'],
  ['returns an object without a status', garbage({ headers: new Headers(), body: null }), 'network-error'],
  ['returns headers that are none', garbage({ status: 200, headers: {}, body: {} }), 'stream-broken'],
  ['returns a body that is none', garbage({ status: 200, headers: new Headers(), body: 'text' }), 'stream-broken'],
  [
    'returns an error with a body that is none',
    garbage({ status: 503, headers: new Headers(), body: 7 }),
    'stream-broken',
  ],
])('a fetch that %s costs an attempt and nothing else', async (_, broken, failure) => {
  const spare = await good()
  const { ask, failures } = routerTo(
    { broken: 'http://broken.invalid/v1', spare: spare.url },
    {},
    { fetch: (input, init) => (String(input).includes('broken') ? broken(input, init) : fetch(input, init)) },
  )
  expect(await (await ask()).text()).toBe(completion('well met'))
  expect(failures()).toEqual([failure])
})
