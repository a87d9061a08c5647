import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { definePolicy, emptySnapshot, fromJson, type Health, reduce } from '@router/core'
import { memoryStore } from '@router/memory-store'
import { expect, it, onTestFinished } from 'vitest'
import { answerWell, chunk, completion, done, roleOnly } from './support/openai.js'
import { routerTo } from './support/router.js'
import { httpUpstream, type TestUpstream } from './support/upstream.js'

const good = (): Promise<TestUpstream> =>
  httpUpstream(({ body }, response) => answerWell(body, response, 'well ', 'met'))

/** An upstream that asks its first callers to stay away for so many seconds, and is well again then. */
function limitedFor(seconds: number, times = 1): Promise<TestUpstream> {
  let left = times
  return httpUpstream(({ body }, response) => {
    if (left-- > 0) response.writeHead(429, { 'retry-after': String(seconds) }).end('{"error":{"message":"slow down"}}')
    else answerWell(body, response, 'well again')
  })
}

// ST1
it('when all cool, the one that is well first is waited for, where there is time for it', async () => {
  const [soon, late] = await Promise.all([limitedFor(1), limitedFor(40)])
  const { ask, asked } = routerTo({ late: late.url, soon: soon.url })
  expect((await ask()).status).toBe(429)
  const began = performance.now()
  expect(await (await ask()).text()).toBe(completion('well again'))
  expect(performance.now() - began).toBeGreaterThan(500)
  expect(asked().at(-1)).toBe('soon/default/m')
})

it.each<readonly [policy: object, statuses: readonly number[], retryAfter: string | null]>([
  [{ whenAllCooling: 'fail' }, [429, 429], '1'],
  [{ patience: { totalMs: 0 } }, [429, 429], '1'],
  [{ budget: { deadlineMs: 400 } }, [429, 429], '1'],
  [{ whenAllCooling: 'try-soonest' }, [429, 200], null],
])('when all cool and %j, nobody waits: %j', async (policy, statuses, retryAfter) => {
  const [soon, late] = await Promise.all([limitedFor(1), limitedFor(40)])
  const { ask } = routerTo({ late: late.url, soon: soon.url }, policy)
  const first = await ask()
  const began = performance.now()
  const second = await ask()
  expect(performance.now() - began).toBeLessThan(700)
  expect([first.status, second.status]).toEqual(statuses)
  expect(second.headers.get('retry-after')).toBe(retryAfter)
})

it('a guess never keeps the only target from being asked', async () => {
  let requests = 0
  const shaky = await httpUpstream(({ body }, response) => {
    if (++requests <= 2) response.writeHead(503).end('{}')
    else answerWell(body, response, 'well again')
  })
  const { ask } = routerTo({ shaky: shaky.url })
  expect([(await ask()).status, (await ask()).status, (await ask()).status]).toEqual([503, 503, 200])
})

// ST2
it('after a long cooldown one request tries, while a thousand wait, and then all are served', async () => {
  const arrivals: number[] = []
  let proven = Number.POSITIVE_INFINITY
  let requests = 0
  const recovering = await httpUpstream(async ({ body }, response) => {
    if (++requests === 1) return void response.writeHead(429, { 'retry-after': '1' }).end('{}')
    arrivals.push(performance.now())
    await delay(100)
    proven = Math.min(proven, performance.now())
    answerWell(body, response, 'x')
  })
  const { ask } = routerTo({ recovering: recovering.url }, { probe: { fromMs: 500 }, patience: { totalMs: 60_000 } })
  await ask()
  const statuses = await Promise.all(Array.from({ length: 1_000 }, async () => (await ask()).status))
  expect(new Set(statuses)).toEqual(new Set([200]))
  expect(arrivals.filter((at) => at < proven)).toHaveLength(1)
}, 60_000)

// ST3
it('a trial that never comes back holds the others up no longer than its lease', async () => {
  let requests = 0
  const hanging = await httpUpstream(({ body }, response) => {
    requests += 1
    if (requests === 1) response.writeHead(429, { 'retry-after': '1' }).end('{}')
    else if (requests > 2) answerWell(body, response, 'x')
  })
  const { ask } = routerTo(
    { hanging: hanging.url },
    { probe: { fromMs: 500, leaseMs: 300 }, timeouts: { totalMs: 5_000 }, patience: { totalMs: 20_000 } },
  )
  await ask()
  const controller = new AbortController()
  const first = ask({}, { signal: controller.signal }).catch((error: unknown) => error)
  await expect.poll(() => requests, { timeout: 3_000 }).toBe(2)
  const began = performance.now()
  expect((await ask()).status).toBe(200)
  expect(performance.now() - began).toBeLessThan(2_000)
  controller.abort('enough')
  expect(await first).toBe('enough')
})

// ST4
it('a rule that throws has no opinion, and holds nothing', async () => {
  const input = {
    providers: { limited: {}, spare: {} },
    aliases: { any: { targets: ['limited/m', 'spare/m'], strategy: 'fill-first' } },
  } as const
  const broken = () => {
    throw new Error('of the rule')
  }
  const { ask, failures } = routerTo(
    { limited: (await limitedFor(1)).url, spare: (await good()).url },
    input as never,
    { policy: definePolicy(input as never, { rules: { broken } }) },
  )
  expect((await ask()).status).toBe(200)
  expect(failures()).toEqual(['rate-limited'])
})

it('what describes a request may throw: the caller is told, and nothing is sent', async () => {
  const well = await good()
  const { router, steps } = routerTo(
    { well: well.url },
    {},
    {
      describe: () => {
        throw new Error('of the description')
      },
    },
  )
  const body = '{"model":"any"}'
  await expect(router.fetch('http://router/v1/chat/completions', { method: 'POST', body })).rejects.toThrow(
    'of the description',
  )
  expect(steps).toEqual([])
  expect(well.received).toEqual([])
})

// ST5
it('fifty failures of requests that had all set out before the first of them are one incident', async () => {
  const failing = await httpUpstream((_, response) => void setTimeout(() => response.writeHead(503).end('{}'), 50))
  const { ask, steps } = routerTo({ failing: failing.url, spare: (await good()).url })
  await Promise.all(Array.from({ length: 50 }, () => ask()))
  const levels = steps.flatMap(({ events }) =>
    events.flatMap((event) => (event.type === 'attempt-failed' ? [event.level] : [])),
  )
  expect(levels.length).toBeGreaterThan(1)
  expect(new Set(levels)).toEqual(new Set([1]))
})

// ST6
it('an answer that had begun before a failure does not clear it when it ends', async () => {
  const release: (() => void)[] = []
  let requests = 0
  const mixed = await httpUpstream(async (_, response) => {
    if (++requests === 2) return void response.writeHead(429, { 'retry-after': '30' }).end('{}')
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write(roleOnly + chunk({ content: 'slow' }))
    await new Promise<void>((resolve) => release.push(resolve))
    response.end(chunk({}, 'stop') + done)
  })
  const { ask, router } = routerTo({ mixed: mixed.url, spare: (await good()).url })
  const slow = await ask({ stream: true })
  expect((await ask()).headers.get('x-router-target')).toBe('spare/default/m')
  release[0]?.()
  expect(await slow.text()).toContain('slow')
  expect((await router.inspect()).find(({ scope }) => scope === 'target:mixed/default/m')?.state).toBe('cooling')
  expect((await ask()).headers.get('x-router-target')).toBe('spare/default/m')
})

// ST7
it('a count of tokens that succeeds clears nothing of a generation that failed', async () => {
  const mixed = await httpUpstream(({ url }, response) => {
    if (url.endsWith('count_tokens')) response.end('{"input_tokens":3}')
    else response.writeHead(429).end('{"type":"error","error":{"type":"rate_limit_error","message":"slow down"}}')
  })
  const { router } = routerTo(
    { mixed: mixed.url },
    { providers: { mixed: { dialect: 'anthropic', models: ['m'] } }, aliases: {} },
  )
  const send = async (path: string) => {
    const response = await router.fetch(`http://router/v1/${path}`, { method: 'POST', body: '{"model":"m"}' })
    return response.status
  }
  expect(await send('messages')).toBe(429)
  expect(await send('messages/count_tokens')).toBe(200)
  expect((await router.inspect()).find(({ scope }) => scope === 'target:mixed/default/m')).toMatchObject({
    state: 'cooling',
    why: 'rate-limited',
  })
})

// ST8
it('thousands of names that nobody has leave no trace', async () => {
  const well = await good()
  const store = memoryStore()
  const { router } = routerTo({ well: well.url }, {}, { store, describe: ({ body }) => ({ session: body }) })
  const held = () => JSON.stringify(store.swap((snapshot) => ({ snapshot })))
  const before = held()
  for (let name = 0; name < 3_000; name += 1) {
    const body = JSON.stringify({ model: `nobody-${name}` })
    const { status } = await router.fetch('http://router/v1/chat/completions', { method: 'POST', body })
    if (status !== 404) expect(status).toBe(404)
  }
  expect(held()).toBe(before)
  expect(well.received).toEqual([])
})

// ST10
it('what was known is known again after a restart, and a file that is damaged teaches nothing and is left as it was', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'health-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const path = join(folder, 'health.json')
  const limited = await limitedFor(30, 100)
  const spare = await good()
  const urls = { limited: limited.url, spare: spare.url }
  const first = routerTo(urls)
  await first.ask()
  const text = JSON.stringify(await first.health())
  const policy = definePolicy({ providers: { limited: { models: ['m'] }, spare: { models: ['m'] } } })
  const storeOf = (health: Health) => memoryStore(reduce(policy, emptySnapshot, { type: 'health-heard', health }))

  const right = fromJson(JSON.parse(text))
  const restarted = routerTo(urls, {}, 'health' in right ? { store: storeOf(right.health) } : {})
  await restarted.ask()
  expect(restarted.asked()).toEqual(['spare/default/m'])

  const damaged = [
    text.slice(0, -20),
    text.replace('"version":1', '"version":99'),
    text.replace('"failedAt"', '"failedOn"'),
    text.replace(/"until":\d+/, '"until":"soon"'),
    'null',
    '[]',
    '',
    `${'['.repeat(100_000)}`,
  ]
  for (const bad of damaged) {
    writeFileSync(path, bad)
    const read = (): unknown => {
      try {
        return JSON.parse(readFileSync(path, 'utf8'))
      } catch {
        return undefined
      }
    }
    expect(fromJson(read())).toHaveProperty('issue')
    expect(readFileSync(path, 'utf8')).toBe(bad)
  }
})
