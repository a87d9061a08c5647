import { definePolicy, emptySnapshot, healthOf, reduce, type Store, toJson } from '@router/core'
import { memoryStore } from '@router/memory-store'
import fc from 'fast-check'
import { expect, it, onTestFinished } from 'vitest'
import { childProgram } from './support/child.js'
import { answerWell, completion, stream } from './support/openai.js'
import { rejectionOf } from './support/rejection.js'
import { routerTo, watchedRouter } from './support/router.js'
import { freeze, read } from './support/script.js'
import { httpUpstream, scriptedUpstream, type TestUpstream } from './support/upstream.js'

const good = (): Promise<TestUpstream> =>
  httpUpstream(({ body }, response) => answerWell(body, response, 'well ', 'met'))
const limited = (): Promise<TestUpstream> =>
  httpUpstream((_, response) => void response.writeHead(429, { 'retry-after': '60' }).end('{}'))

// CC1
const answers = {
  well: () => new Response(completion('x'), { headers: { 'content-type': 'application/json' } }),
  streamed: () => new Response(stream('x'), { headers: { 'content-type': 'text/event-stream' } }),
  cut: () => new Response(stream('x').slice(0, -30), { headers: { 'content-type': 'text/event-stream' } }),
  limited: () => new Response('{}', { status: 429, headers: { 'retry-after': '30' } }),
  failing: () => new Response('', { status: 500 }),
  wrong: () => new Response('{}', { status: 400 }),
  gone: () => Promise.reject(new TypeError('fetch failed')),
} as const satisfies Record<string, () => Response | Promise<Response>>

it('in whatever order stores and upstreams answer, nothing is lost: what is known is what the steps say, in their order', async () => {
  const kinds = Object.keys(answers) as (keyof typeof answers)[]
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.array(fc.constantFrom(...kinds), { minLength: 1, maxLength: 24 }),
      fc.integer({ min: 1, max: 8 }),
      async (scheduler, script, requests) => {
        const memory = memoryStore()
        const store: Store = {
          swap: async (change) => {
            await scheduler.schedule(Promise.resolve())
            return memory.swap(change)
          },
        }
        let asked = 0
        const fetch = async (): Promise<Response> => {
          await scheduler.schedule(Promise.resolve())
          return await (answers[script[asked++ % script.length] ?? 'well'] as () => Response | Promise<Response>)()
        }
        const input = { patience: { totalMs: 0 } }
        const urls = { one: 'http://one.invalid/v1', two: 'http://two.invalid/v1' }
        const { ask, steps, kept } = watchedRouter(urls, input, { store, fetch })
        const each = async (request: number): Promise<void> => {
          const response = await ask(request % 2 === 0 ? { stream: true } : {})
          await response.text().catch(() => undefined)
        }
        await scheduler.waitFor(Promise.all(Array.from({ length: requests }, (_, request) => each(request))))
        const policy = definePolicy({
          providers: { one: {}, two: {} },
          aliases: { any: { targets: ['one/m', 'two/m'] } },
        })
        const told = steps.flatMap(({ events }) => events)
        const replayed = told.reduce((snapshot, event) => reduce(policy, snapshot, event), emptySnapshot)
        const { snapshot } = memory.swap((known) => ({ snapshot: known }))
        expect(toJson(healthOf(replayed))).toEqual(toJson(healthOf(snapshot)))
        expect(snapshot.traffic.inFlight.size).toBe(0)
        const ending = kept()
        await scheduler.waitIdle()
        await ending
      },
    ),
    { numRuns: 100 },
  )
})

it('many requests with one signal are no leak that the platform would warn of, and all of them hear it', async () => {
  const warnings: string[] = []
  const hear = ({ name }: Error): void => void warnings.push(name)
  process.on('warning', hear)
  onTestFinished(() => void process.off('warning', hear))
  const silent = await scriptedUpstream([read, freeze])
  const { ask } = routerTo({ silent: silent.url })
  const caller = new AbortController()
  const reasons = Array.from({ length: 40 }, () => rejectionOf(ask({}, { signal: caller.signal })))
  await expect.poll(silent.connections).toBe(40)
  caller.abort('enough')
  expect(await Promise.all(reasons)).toEqual(Array.from({ length: 40 }, () => 'enough'))
  expect(warnings).toEqual([])
})

// CC2
it('a listener that throws, now or later, or never comes back, disturbs nobody', async () => {
  const { ask, router } = routerTo({ limited: (await limited()).url, spare: (await good()).url })
  router.on(() => {
    throw new Error('of the listener')
  })
  router.on(async () => {
    await Promise.resolve()
    throw new Error('of the listener, later')
  })
  router.on(() => new Promise<void>(() => undefined))
  expect((await ask()).status).toBe(200)
  expect(await (await ask({ stream: true })).text()).toBe(stream('well ', 'met'))
})

// CC3
it('a listener may ask, too', async () => {
  const { ask, router, asked } = routerTo({ limited: (await limited()).url, spare: (await good()).url })
  const others: Promise<number>[] = []
  router.on(({ events }) => {
    const failed = events.some(({ type }) => type === 'attempt-failed')
    if (failed && others.length < 3) others.push(ask().then(({ status }) => status))
  })
  expect((await ask()).status).toBe(200)
  await expect.poll(() => others.length).toBeGreaterThan(0)
  expect(await Promise.all(others)).toEqual(others.map(() => 200))
  expect(asked().filter((target) => target.startsWith('limited'))).toHaveLength(1)
})

// CC4
it('two routers with one store know the same', async () => {
  const store = memoryStore()
  const urls = { limited: (await limited()).url, spare: (await good()).url }
  const [first, second] = [routerTo(urls, {}, { store }), routerTo(urls, {}, { store })]
  await Promise.all([first.ask(), second.ask()])
  expect((await second.ask()).headers.get('x-router-attempts')).toBe('1')
  expect((await first.ask()).headers.get('x-router-target')).toBe('spare/default/m')
  expect(await first.health()).toEqual(await second.health())
})

// CC5
it('routers in two threads work, and know nothing of each other', async () => {
  const upstream = await httpUpstream(({ body }, response) => {
    if (body.includes('"limited"')) response.writeHead(429, { 'retry-after': '60' }).end('{}')
    else answerWell(body, response, 'x')
  })
  const told = JSON.parse(await childProgram('in-workers', upstream.url).line()) as unknown
  const each = ['limited/default/limited', 'well/default/well', 'well/default/well']
  expect(told).toEqual([each, each])
})
