import { setTimeout as delay } from 'node:timers/promises'
import { checkPolicy, definePolicy } from '@router/core'
import { createRouter } from '@router/node-fetch'
import { expect, it, onTestFinished } from 'vitest'
import { childProgram, childUpstream } from './support/child.js'
import { answerWell, stream } from './support/openai.js'
import { rejectionOf } from './support/rejection.js'
import { routerTo } from './support/router.js'
import { fin, json, read } from './support/script.js'
import { httpUpstream, scriptedUpstream, type TestUpstream } from './support/upstream.js'

const good = (): Promise<TestUpstream> =>
  httpUpstream(({ body }, response) => answerWell(body, response, 'well ', 'met'))

// TM1
it.each<readonly [what: string, jumpMs: number, atLeastMs: number]>([
  ['back by an hour prolongs no cooldown', -3_600_000, 500],
  ['ahead by an hour only ends it', 3_600_000, 0],
])('a wall clock that is set %s', async (_, jumpMs, atLeastMs) => {
  const told = JSON.parse(await childProgram('after-a-jump', String(jumpMs)).line()) as {
    readonly statuses: readonly number[]
    readonly tookMs: number
  }
  expect(told.statuses).toEqual([429, 200])
  expect(told.tookMs).toBeGreaterThanOrEqual(atLeastMs)
  expect(told.tookMs).toBeLessThan(3_000)
})

// TM2
it('after a process has been stopped for a while, cooldowns that are over are over, and what was overdue is so once', async () => {
  const child = childProgram('asleep')
  expect(await child.line()).toBe('ready')
  child.signal('SIGSTOP')
  await delay(1_500)
  child.signal('SIGCONT')
  const told = JSON.parse(await child.line()) as { readonly tookMs: number; readonly failures: readonly string[] }
  expect(told).toMatchObject({ statuses: [429, 200, 504], failures: ['rate-limited', 'timeout'] })
  expect(told.tookMs).toBeLessThan(500)
})

// TM3
it('a clock that has stood still while the machine slept ends a cooldown when it goes on, and never puts it off', async () => {
  let now = 1_000_000
  const limited = await scriptedUpstream([read, json('429 Too Many Requests', '{}', 'retry-after: 600'), fin])
  const { ask, asked } = routerTo({ limited: limited.url, spare: (await good()).url }, {}, { now: () => now })
  expect((await ask()).status).toBe(200)
  now -= 500_000
  expect((await ask()).status).toBe(200)
  expect(asked()).toEqual(['limited/default/m', 'spare/default/m', 'spare/default/m'])
  now += 500_000 + 600_000
  expect((await ask()).status).toBe(200)
  expect(asked().slice(3)).toEqual(['limited/default/m', 'spare/default/m'])
})

// TM4
it('an answer that came in time is taken although the event loop was too busy to look', async () => {
  const quick = await childUpstream(200, 'text/event-stream', stream('in time'))
  const { ask, failures } = routerTo(
    { quick: quick.url, spare: (await good()).url },
    { timeouts: { firstByteMs: 200, firstContentMs: 200, idleMs: 200 } },
  )
  const asked = ask({ stream: true })
  // Let the request go out, but not so long that the answer is read.
  await new Promise(setImmediate)
  await new Promise(setImmediate)
  const until = performance.now() + 500
  while (performance.now() < until) Math.sqrt(until)
  expect(await (await asked).text()).toBe(stream('in time'))
  expect(failures()).toEqual([])
})

// TM5
it.each([Number.NaN, -1, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, '5', null])(
  'a timeout of %s is refused with its path',
  (totalMs) => {
    const checked = checkPolicy({ providers: { one: { models: ['m'] } }, timeouts: { totalMs } })
    expect('issues' in checked && checked.issues.map(({ path }) => path)).toEqual(['timeouts.totalMs'])
  },
)

/** The longest time that a policy may state; a timer takes less than a tenth of it. */
const forever = 366 * 86_400_000

it('times that are longer than a timer can take do not end at once', async () => {
  const slow = await httpUpstream(async ({ body }, response) => {
    await delay(60)
    answerWell(body, response, 'x')
  })
  const { ask } = routerTo(
    { slow: slow.url },
    {
      timeouts: {
        connectMs: forever,
        firstByteMs: forever,
        firstContentMs: forever,
        idleMs: forever,
        totalMs: forever,
      },
      budget: { deadlineMs: forever },
    },
  )
  expect((await ask()).status).toBe(200)
  expect(await (await ask({ stream: true })).text()).toBe(stream('x'))
})

it('a wait that is longer than a timer can take is waited, and can be left', async () => {
  const limited = await scriptedUpstream([read, json('429 Too Many Requests', '{}', 'retry-after: 2592000'), fin])
  const { ask, steps } = routerTo(
    { limited: limited.url },
    { patience: { totalMs: forever }, probe: { trustMs: forever }, maxCooldownMs: forever },
  )
  expect((await ask()).headers.get('retry-after')).toBe('2592000')
  const controller = new AbortController()
  const rejection = rejectionOf(ask({}, { signal: controller.signal }))
  await expect.poll(() => steps.at(-1)?.command.type).toBe('wait')
  await delay(50)
  expect(limited.received).toHaveLength(1)
  controller.abort('enough')
  expect(await rejection).toBe('enough')
})

it('a deadline that has passed before anything begins sends nothing', async () => {
  const well = await good()
  const { ask } = routerTo({ well: well.url }, {}, { describe: () => ({ deadlineAt: 1 }) })
  expect((await ask()).status).toBe(504)
  expect(well.received).toEqual([])
})

// TM6
it('a date says the same in every time zone', async () => {
  const zone = process.env['TZ']
  onTestFinished(() => {
    if (zone === undefined) delete process.env['TZ']
    else process.env['TZ'] = zone
  })
  const headers = ['date: Sun, 31 Mar 2030 00:59:58 GMT', 'retry-after: Sun, 31 Mar 2030 01:00:03 GMT']
  const limited = await scriptedUpstream([read, json('429 Too Many Requests', '{}', ...headers), fin])
  const hints: unknown[] = []
  for (const name of ['UTC', 'Europe/Berlin', 'America/Los_Angeles', 'Asia/Kolkata', 'Pacific/Chatham']) {
    process.env['TZ'] = name
    const { ask, steps } = routerTo({ limited: limited.url, spare: (await good()).url })
    await ask()
    const failed = steps.flatMap(({ events }) => events).find((event) => event.type === 'attempt-failed')
    hints.push(failed?.retryAfterMs)
  }
  expect(hints).toEqual([5_000, 5_000, 5_000, 5_000, 5_000])
})

it('a router that is told another time obeys it in what it decides and in what it tells the caller', async () => {
  const policy = definePolicy({ providers: { one: { models: ['m'] } }, whenAllCooling: 'fail' })
  const limited = await scriptedUpstream([read, json('429 Too Many Requests', '{}', 'retry-after: 30'), fin])
  let now = 0
  const router = createRouter({
    policy,
    upstreams: { one: { baseUrl: limited.url, credentials: { default: '' } } },
    now: () => now,
  })
  const ask = () => router.fetch('http://router/v1/chat/completions', { method: 'POST', body: '{"model":"m"}' })
  await ask()
  now = 10_000
  expect((await ask()).headers.get('retry-after')).toBe('20')
})
