import { AsyncLocalStorage } from 'node:async_hooks'
import { tracingChannel } from 'node:diagnostics_channel'
import type { ObservedAttempt, ObservedRequest } from '@router/node-fetch'
import { expect, it, onTestFinished } from 'vitest'
import { answerWell, chunk, roleOnly, stream, streamHead } from './support/openai.js'
import { routerTo } from './support/router.js'
import { fin, freeze, read, write } from './support/script.js'
import { httpUpstream, refusedUrl, scriptedUpstream, type TestUpstream } from './support/upstream.js'

const good = (): Promise<TestUpstream> =>
  httpUpstream(({ body }, response) => answerWell(body, response, 'well ', 'met'))
const limited = (): Promise<TestUpstream> =>
  httpUpstream((_, response) => void response.writeHead(429, { 'retry-after': '30' }).end('{}'))

/** Listens to both channels; what was told, each message as it was at that moment. */
function listen() {
  const told: (readonly [event: string, message: ObservedRequest | ObservedAttempt])[] = []
  const stops = (['request', 'attempt'] as const).map((kind) => {
    const channel = tracingChannel<unknown, ObservedRequest | ObservedAttempt>(`router:${kind}`)
    const hear = (event: string) => (message: unknown) =>
      void told.push([`${kind} ${event}`, structuredClone(message as ObservedRequest)])
    const handlers = {
      start: hear('start'),
      end: hear('end'),
      error: hear('error'),
      asyncStart: hear('asyncStart'),
      asyncEnd: hear('asyncEnd'),
    }
    channel.subscribe(handlers)
    return () => channel.unsubscribe(handlers)
  })
  onTestFinished(() => {
    for (const stop of stops) stop()
  })
  return told
}

it('a request and each of its attempts are told of, from their start to their end', async () => {
  const told = listen()
  const { ask } = routerTo({ limited: (await limited()).url, spare: (await good()).url })
  await (await ask()).text()
  expect(told.map(([event]) => event)).toEqual([
    'request start',
    'request end',
    'attempt start',
    'attempt end',
    'attempt error',
    'attempt asyncStart',
    'attempt asyncEnd',
    'attempt start',
    'attempt end',
    'attempt asyncStart',
    'attempt asyncEnd',
    'request asyncStart',
    'request asyncEnd',
  ])
  const ends = told.filter(([event]) => event.endsWith('asyncEnd')).map(([, message]) => message)
  expect(ends).toMatchObject([
    {
      number: 1,
      target: 'limited/default/m',
      provider: 'limited',
      model: 'm',
      outcome: 'failed',
      status: 429,
      failure: { class: 'rate-limited', scope: 'target' },
      cooldown: { scope: 'target:limited/default/m', until: expect.any(Number) as number },
    },
    { number: 2, target: 'spare/default/m', outcome: 'succeeded', usage: { inputTokens: 3, outputTokens: 5 } },
    { name: 'any', operation: 'chat', dialect: 'openai', stream: false, attempts: 2, target: 'spare/default/m' },
  ])
})

it('a streamed request ends when its answer has ended, and says when it was committed', async () => {
  const told = listen()
  const { ask } = routerTo({ well: (await good()).url })
  const response = await ask({ stream: true })
  expect(told.map(([event]) => event)).not.toContain('request asyncEnd')
  expect(await response.text()).toBe(stream('well ', 'met'))
  const ends = told.filter(([event]) => event.endsWith('asyncEnd')).map(([, message]) => message)
  expect(ends).toMatchObject([
    { outcome: 'succeeded', committedAt: expect.any(Number) as number },
    { stream: true, attempts: 1 },
  ])
})

it('a request that fails, one that nobody can take and one whose caller leaves end, too', async () => {
  const told = listen()
  const silent = await scriptedUpstream([read, freeze])
  const { ask } = routerTo(
    { gone: await refusedUrl(), silent: silent.url },
    { aliases: { any: { targets: ['gone/m'] }, silent: { targets: ['silent/m'] } } },
  )
  await ask()
  await ask({ model: 'nobody' })
  const caller = new AbortController()
  const asked = ask({ model: 'silent' }, { signal: caller.signal }).catch(() => undefined)
  await expect.poll(silent.connections).toBe(1)
  caller.abort()
  await asked
  const ends = told.filter(([event]) => event === 'request asyncEnd').map(([, message]) => message)
  expect(ends).toMatchObject([
    { why: 'exhausted', failure: { class: 'network-error' }, error: { name: 'exhausted' } },
    { why: 'unknown-name', attempts: 0 },
    { why: 'cancelled', attempts: 1 },
  ])
  expect(told.filter(([event]) => event === 'request error')).toHaveLength(2)
  expect(told.filter(([event]) => event === 'attempt asyncEnd').at(-1)?.[1]).toMatchObject({ outcome: 'abandoned' })
})

it('a stream that breaks off is an error of its attempt and of its request', async () => {
  const told = listen()
  const broken = await scriptedUpstream([read, write(streamHead + roleOnly + chunk({ content: 'x' })), fin])
  const { ask } = routerTo({ broken: broken.url })
  await (await ask({ stream: true })).text().catch(() => undefined)
  expect(told.filter(([event]) => event.endsWith('error')).map(([, message]) => message.error?.name)).toEqual([
    'stream-broken',
    'interrupted',
  ])
})

it('what execute does is told of, too', async () => {
  const told = listen()
  const { router } = routerTo({ one: 'http://one.invalid/v1' })
  await router.execute({ model: 'any', operation: 'embeddings' }, () => 'done')
  expect(told.find(([event]) => event === 'request asyncEnd')?.[1]).toMatchObject({
    operation: 'embeddings',
    attempts: 1,
  })
})

it('stores that are bound to a channel are there while the upstream is asked', async () => {
  const current = new AsyncLocalStorage<string>()
  const channel = tracingChannel<string, ObservedAttempt>('router:attempt').start
  channel.bindStore(current, (message) => `${message.request.id} ${message.number}`)
  onTestFinished(() => void channel.unbindStore(current))
  const seen: (string | undefined)[] = []
  const { ask, steps } = routerTo(
    { limited: (await limited()).url, spare: (await good()).url },
    {},
    {
      fetch: (input, init) => {
        seen.push(current.getStore())
        return fetch(input, init)
      },
    },
  )
  await ask()
  const id = steps[0]?.execution.request.id
  expect(seen).toEqual([`${id} 1`, `${id} 2`])
})

it('no prompt, no body, no header and no secret is told of', async () => {
  const told = listen()
  const quoting = await httpUpstream(({ headers, body }, response) => {
    response.writeHead(400).end(JSON.stringify({ error: { message: `no ${headers.authorization} ${body}` } }))
  })
  const { ask } = routerTo({ quoting: quoting.url })
  await ask({ messages: [{ role: 'user', content: 'my own prompt' }], user: 'somebody' })
  await ask({ model: `unknown ${'x'.repeat(10_000)}` })
  const text = JSON.stringify(told)
  for (const word of ['my own prompt', 'somebody', 'secret-of', 'of-the-caller']) expect(text).not.toContain(word)
  expect(text.length).toBeLessThan(12_000)
})

it('a listener that throws disturbs no request', async () => {
  const channel = tracingChannel<unknown, ObservedRequest>('router:request')
  const uncaught: unknown[] = []
  const others = process.listeners('uncaughtException')
  process.removeAllListeners('uncaughtException')
  process.on('uncaughtException', (error) => uncaught.push(error))
  const handlers = {
    start: () => {
      throw new Error('of the observer')
    },
  } as unknown as Parameters<typeof channel.subscribe>[0]
  channel.subscribe(handlers)
  onTestFinished(() => {
    channel.unsubscribe(handlers)
    process.removeAllListeners('uncaughtException')
    for (const other of others) process.on('uncaughtException', other)
  })
  const { ask } = routerTo({ well: (await good()).url })
  expect((await ask()).status).toBe(200)
  // The platform reports what a subscriber throws on its own.
  await expect.poll(() => uncaught.length).toBe(1)
})
