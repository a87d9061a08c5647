import { definePolicy } from '@router/core'
import { createRouter, FailedAttempt, RouterError } from '@router/node-fetch'
import { expect, it } from 'vitest'
import { answerWell, completion } from './support/openai.js'
import { routerTo } from './support/router.js'
import { httpUpstream } from './support/upstream.js'

const credentials = { default: 'secret' }
const policy = definePolicy({
  providers: { one: {}, two: {} },
  aliases: { any: { targets: ['one/m', 'two/m'], strategy: 'fill-first' } },
})
const upstreams = {
  one: { baseUrl: 'http://127.0.0.1:1/v1', credentials },
  two: { baseUrl: 'http://127.0.0.1:1/v1', credentials },
}

/** An error as SDKs throw it. */
const refusedBySdk = (status: number): Error =>
  Object.assign(new Error('refused'), {
    status,
    headers: new Headers({ 'retry-after': '7' }),
    error: { message: 'slow down' },
  })

it('execute fails over whatever an attempt throws, and returns what it returns', async () => {
  const router = createRouter({ policy, upstreams })
  const asked: string[] = []
  const answer = await router.execute({ model: 'any' }, async ({ target, secret }) => {
    asked.push(target.id)
    if (target.provider === 'one') throw refusedBySdk(429)
    return `${await secret()} of ${target.id}`
  })
  expect(answer).toBe('secret of two/default/m')
  expect(asked).toEqual(['one/default/m', 'two/default/m'])
  const { tiers } = await router.explain({ model: 'any' })
  expect(tiers[0]?.candidates[0]).toMatchObject({
    eligible: false,
    exclusion: { type: 'cooling', class: 'rate-limited' },
  })
})

it('execute knows a failed attempt by its reply, by a response, and by an error of the network', async () => {
  const failures: unknown[] = [
    new FailedAttempt({ type: 'response', status: 402, headers: {}, body: '' }),
    new Response('{"error":{"message":"overloaded"}}', { status: 503 }),
    Object.assign(new TypeError('fetch failed'), {
      cause: Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }),
    }),
    { statusCode: 401, responseHeaders: {}, responseBody: '{}' },
  ]
  const classes: (string | undefined)[] = []
  for (const failure of failures) {
    const router = createRouter({ policy, upstreams })
    router.on(({ events }) =>
      classes.push(...events.flatMap((event) => (event.type === 'attempt-failed' ? [event.class] : []))),
    )
    await router.execute({ model: 'any' }, ({ number }) => {
      if (number === 1) throw failure
      return 'well'
    })
  }
  expect(classes).toEqual(['quota-exhausted', 'overloaded', 'network-error', 'auth-invalid'])
})

it('execute rejects with an error that holds every attempt, and makes a response of it', async () => {
  const router = createRouter({ policy, upstreams })
  const error = await router
    .execute({ model: 'any' }, () => Promise.reject(refusedBySdk(429)))
    .catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(RouterError)
  const { execution, message } = error as RouterError
  expect(execution.attempts.map(({ target, outcome }) => [target, outcome])).toEqual([
    ['one/default/m', 'failed'],
    ['two/default/m', 'failed'],
  ])
  expect(message).toContain('two/default/m (rate-limited)')
  const response = (error as RouterError).toResponse()
  expect([response.status, response.headers.get('retry-after')]).toEqual([429, '7'])
})

it('a mistake in the code of an attempt is the cause of what execute rejects with, and holds no secret', async () => {
  const key = { default: 'sk-0123456789abcdef' }
  const places = { one: { ...upstreams.one, credentials: key }, two: { ...upstreams.two, credentials: key } }
  const router = createRouter({ policy, upstreams: places })
  const error: unknown = await router
    .execute({ model: 'any' }, async ({ secret }) => {
      throw new TypeError(`${await secret()} is not a function`)
    })
    .catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({ error: { why: 'exhausted' }, cause: { name: 'TypeError' } })
  expect(JSON.stringify((error as RouterError).cause)).toContain('is not a function')
  expect(JSON.stringify((error as RouterError).cause)).not.toContain(key.default)

  const refused: unknown = await router
    .execute({ model: 'two/m' }, () => {
      throw refusedBySdk(400)
    })
    .catch((thrown: unknown) => thrown)
  expect(refused).toBeInstanceOf(RouterError)
  expect(refused).not.toHaveProperty('cause')
})

it('a request whose model is no text is a request for a name that nobody has', async () => {
  const router = createRouter({ policy, upstreams })
  for (const model of [undefined, null, 7] as unknown as readonly string[]) {
    await expect(router.execute({ model }, () => 'well')).rejects.toMatchObject({ error: { why: 'unknown-name' } })
    expect((await router.explain({ model })).decision).toEqual({ type: 'none', why: 'unknown-name' })
  }
})

it('an attempt of execute that says it has committed is the last one', async () => {
  const router = createRouter({ policy, upstreams })
  const asked: string[] = []
  const failed = router.execute({ model: 'any' }, async ({ target, committed }) => {
    asked.push(target.id)
    await committed()
    throw new Error('broke off')
  })
  await expect(failed).rejects.toMatchObject({ error: { why: 'interrupted' } })
  expect(asked).toEqual(['one/default/m'])
})

it('an attempt of execute is told when its time is over, and a caller that cancels gets its own reason', async () => {
  const impatient = definePolicy({
    providers: { one: {}, two: {} },
    aliases: { any: { targets: ['one/m', 'two/m'], strategy: 'fill-first' } },
    timeouts: { totalMs: 50 },
  })
  const router = createRouter({ policy: impatient, upstreams })
  const aborted: boolean[] = []
  const answer = await router.execute({ model: 'any' }, ({ number, signal }) => {
    if (number === 2) return 'well'
    signal.addEventListener('abort', () => aborted.push(true))
    return new Promise<string>(() => undefined)
  })
  expect([answer, aborted]).toEqual(['well', [true]])

  const controller = new AbortController()
  const reason = { any: 'value' }
  const asked = router.execute({ model: 'any' }, () => new Promise(() => undefined), { signal: controller.signal })
  controller.abort(reason)
  await expect(asked).rejects.toBe(reason)
})

it('a request whose target cools waits for it, and goes on early when the target is well again', async () => {
  let answers = 0
  const recovering = await httpUpstream(({ body }, response) => {
    if (answers++ === 0) response.writeHead(429, { 'retry-after': '1' }).end()
    else answerWell(body, response, 'well again')
  })
  const { ask, steps } = routerTo({ one: recovering.url })
  expect((await ask()).status).toBe(429)
  const began = performance.now()
  const response = await ask()
  expect(await response.text()).toBe(completion('well again'))
  expect(performance.now() - began).toBeGreaterThan(500)
  expect(steps.some(({ command }) => command.type === 'wait')).toBe(true)
})

it('another policy holds for requests that begin from then on, and one that does not go with its upstreams changes nothing', async () => {
  const well = await httpUpstream(({ body }, response) => answerWell(body, response, 'x'))
  const { router, ask } = routerTo({ one: well.url })
  expect((await ask()).status).toBe(200)
  const other = definePolicy({ providers: { one: { models: ['other'] } } })
  await expect(router.update(definePolicy({ providers: { nobody: { models: ['m'] } } }))).rejects.toThrow(
    'upstreams.nobody',
  )
  expect((await ask()).status).toBe(200)
  await router.update(other)
  expect((await ask()).status).toBe(404)
  expect((await ask({ model: 'other' })).status).toBe(200)
})

it('a listener that throws disturbs nobody', async () => {
  const well = await httpUpstream(({ body }, response) => answerWell(body, response, 'x'))
  const { router, ask } = routerTo({ one: well.url })
  router.on(() => {
    throw new Error('of the listener')
  })
  expect((await ask()).status).toBe(200)
})
